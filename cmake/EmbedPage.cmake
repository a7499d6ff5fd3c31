# SPDX-License-Identifier: MIT
# Run by the build: `cmake -D ASSETS=DIR -D MODULES=a.js,b.js -D OUTPUT=FILE.cc -P EmbedPage.cmake` joins the
# page's files into one style and one script, and writes them as C++ with the hashes that a content
# security policy wants.

# The base64 of a hash in hex, six digits (24 bits) to four characters at a time; of SHA-256 two bytes
# are left at the end.
function(hex_to_base64 HEX RESULT)
  set(alphabet "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  string(LENGTH "${HEX}" length)
  set(base64 "")
  set(at 0)
  while(at LESS length)
    string(SUBSTRING "${HEX}00" ${at} 6 digits)
    foreach(shift 18 12 6 0)
      math(EXPR index "(0x${digits} >> ${shift}) & 63")
      string(SUBSTRING "${alphabet}" ${index} 1 character)
      string(APPEND base64 "${character}")
    endforeach()
    math(EXPR at "${at} + 6")
  endwhile()
  string(REGEX REPLACE ".$" "=" base64 "${base64}")
  set(${RESULT} "${base64}" PARENT_SCOPE)
endfunction()

function(embed NAME TEXT)
  string(SHA256 hex "${TEXT}")
  hex_to_base64("${hex}" hash)
  file(APPEND "${OUTPUT}" "const std::string_view k${NAME} = R\"page(${TEXT})page\";\n"
                          "const std::string_view k${NAME}Hash = \"sha256-${hash}\";\n")
endfunction()

file(READ "${ASSETS}/page.css" style)
set(script "(() => {\n\"use strict\";\n")
string(REPLACE "," ";" modules "${MODULES}")
foreach(module IN LISTS modules)
  file(READ "${ASSETS}/${module}" text)
  string(REPLACE "// SPDX-License-Identifier: MIT\n" "" text "${text}")
  string(APPEND script "${text}")
endforeach()
string(APPEND script "})();\n")

file(WRITE "${OUTPUT}" "// Made by cmake/EmbedPage.cmake from harness/report/html/assets/.\n"
                       "#include \"harness/report/html/page_assets.h\"\n\nnamespace echocheck {\n\n")
embed(PageStyle "${style}")
embed(PageScript "${script}")
file(APPEND "${OUTPUT}" "\n}  // namespace echocheck\n")
