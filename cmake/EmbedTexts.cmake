# SPDX-License-Identifier: MIT
# Run by the build: `cmake -D TEXTS=DIR -D AREAS=a,b -D OUTPUT=FILE.cc -P EmbedTexts.cmake` writes the texts of
# all areas, in both languages, as C++.

string(REPLACE "," ";" areas "${AREAS}")
set(rows "")
set(count 0)
foreach(area IN LISTS areas)
  file(READ "${TEXTS}/en/${area}.json" english)
  file(READ "${TEXTS}/ja/${area}.json" japanese)
  string(APPEND rows "    {\"${area}\", R\"text(${english})text\", R\"text(${japanese})text\"},\n")
  math(EXPR count "${count} + 1")
endforeach()

file(WRITE "${OUTPUT}" "// Made by cmake/EmbedTexts.cmake from harness/words/texts/.\n"
                       "#include \"harness/words/embedded_texts.h\"\n\nnamespace echocheck {\n\n"
                       "const EmbeddedTexts kEmbeddedTexts[] = {\n${rows}};\n"
                       "const std::size_t kEmbeddedTextsCount = ${count};\n\n}  // namespace echocheck\n")
