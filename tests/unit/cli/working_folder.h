// SPDX-License-Identifier: MIT
// An empty folder that is the working directory while it lives.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace echocheck {

class WorkingFolder {
 public:
  WorkingFolder() : before_(std::filesystem::current_path()) {
    std::string name = (std::filesystem::temp_directory_path() / "echocheck-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    std::filesystem::current_path(folder_);
  }
  WorkingFolder(const WorkingFolder&) = delete;
  WorkingFolder& operator=(const WorkingFolder&) = delete;
  ~WorkingFolder() {
    std::filesystem::current_path(before_);
    std::filesystem::remove_all(folder_);
  }

  // Makes a file, and the folders above it.
  static void Write(const std::filesystem::path& file, const std::string& text,
                    bool executable = false) {
    if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
    const auto mode = std::filesystem::perms(executable ? 0755 : 0644);
    std::filesystem::permissions(file, mode);
  }

 private:
  std::filesystem::path before_;
  std::filesystem::path folder_;
};

}  // namespace echocheck
