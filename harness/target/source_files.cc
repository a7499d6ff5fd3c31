// SPDX-License-Identifier: MIT
#include "harness/target/source_files.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>

#include <fmt/format.h>

#include "harness/target/command_words.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

// One way to start a kind of file. In the commands {file} is the file, {stem} its name without its
// ending, {folder} where it is; {{port}} stays for echocheck.
struct Recipe {
  std::string_view ending;
  std::string_view language;
  std::string_view build;  // empty: an interpreter reads the source
  std::string_view start;  // the command that echocheck is given
};

constexpr Recipe kRecipes[] = {
    {".py", "Python", "", "python3 {file} {{port}}"},
    {".js", "JavaScript", "", "node {file} {{port}}"},
    {".mjs", "JavaScript", "", "node {file} {{port}}"},
    {".cjs", "JavaScript", "", "node {file} {{port}}"},
    {".rb", "Ruby", "", "ruby {file} {{port}}"},
    {".pl", "Perl", "", "perl {file} {{port}}"},
    {".php", "PHP", "", "php {file} {{port}}"},
    {".lua", "Lua", "", "lua {file} {{port}}"},
    {".sh", "shell", "", "sh {file} {{port}}"},
    {".jar", "Java", "", "java -jar {file} {{port}}"},
    {".class", "Java", "", "java -cp {folder} {stem} {{port}}"},
    {".java", "Java", "javac {file}", "java -cp {folder} {stem} {{port}}"},
    {".ts", "TypeScript", "npx tsc {file}", "node {folder}/{stem}.js {{port}}"},
    {".c", "C", "cc -o {folder}/{stem} {file}", "{folder}/{stem}"},
    {".cc", "C++", "c++ -o {folder}/{stem} {file}", "{folder}/{stem}"},
    {".cpp", "C++", "c++ -o {folder}/{stem} {file}", "{folder}/{stem}"},
    {".cxx", "C++", "c++ -o {folder}/{stem} {file}", "{folder}/{stem}"},
    {".rs", "Rust", "rustc -o {folder}/{stem} {file}", "{folder}/{stem}"},
    {".go", "Go", "go build -o {folder}/{stem} {file}", "{folder}/{stem}"},
    {".hs", "Haskell", "ghc -o {folder}/{stem} {file}", "{folder}/{stem}"},
    {".zig", "Zig", "zig build-exe {file}", "./{stem}"},
    {".swift", "Swift", "swiftc -o {folder}/{stem} {file}", "{folder}/{stem}"},
};

// "./server" for a program beside us: a name without a slash would be looked up in PATH.
std::string FolderOf(const std::filesystem::path& file) {
  const std::string folder = file.parent_path().string();
  return folder.empty() ? "." : folder;
}

}  // namespace

Reason HowToStart(const std::string& typed) {
  const std::filesystem::path path(typed);
  const std::string ending = path.extension().string();
  for (const Recipe& recipe : kRecipes) {
    if (recipe.ending != ending) continue;
    const auto command = [&](std::string_view form) {
      return fmt::format(fmt::runtime(form), fmt::arg("file", QuoteWords({typed})),
                         fmt::arg("stem", QuoteWords({path.stem().string()})),
                         fmt::arg("folder", QuoteWords({FolderOf(path)})));
    };
    const std::string start = command(recipe.start);
    const std::string check =
        "echocheck " + (start.find(' ') == std::string::npos ? start : '"' + start + '"');
    if (recipe.build.empty()) {
      return Because(
          Say("errors.needs_interpreter", {{"language", recipe.language}, {"command", check}}));
    }
    return Because(
        Say("errors.needs_build",
            {{"language", recipe.language}, {"build", command(recipe.build)}, {"command", check}}));
  }
  return {};
}

bool IsSourceFile(const std::string& typed) {
  const std::string ending = std::filesystem::path(typed).extension().string();
  return std::ranges::any_of(kRecipes,
                             [&](const Recipe& recipe) { return recipe.ending == ending; });
}

bool HasNoProgramHeader(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return false;
  std::array<char, 4> begin{};
  stream.read(begin.data(), begin.size());
  const std::string_view read(begin.data(), static_cast<std::size_t>(stream.gcount()));
  return !read.starts_with("#!") && read !=
                                        "\x7f"
                                        "ELF";
}

}  // namespace echocheck
