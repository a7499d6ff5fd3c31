// SPDX-License-Identifier: MIT
#include "harness/cli/help_formatter.h"

#include "harness/report/console_text.h"

namespace echocheck {

std::string HelpFormatter::make_option(const CLI::Option* option, bool is_positional) const {
  const std::size_t column = get_column_width();
  const std::string name =
      "  " + make_option_name(option, is_positional) + make_option_opts(option);
  std::string text = PadRight(name, column);
  // At least two blanks, by which a table's last column is found when it is wrapped.
  if (DisplayWidth(name) + 2 > column) text = name + "\n" + std::string(column, ' ');
  return text + make_option_desc(option) + "\n";
}

}  // namespace echocheck
