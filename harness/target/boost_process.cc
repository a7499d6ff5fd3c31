// SPDX-License-Identifier: MIT
#include "harness/target/boost_process.h"

// Boost 1.81 to 1.83 declare process_environment::on_setup() and leave its definition out of what
// their headers include: it is here, once for the whole program. Where it is included already, the
// guard of that file makes this nothing.
#if __has_include(<boost/process/v2/impl/environment.ipp>)
#include <boost/process/v2/impl/environment.ipp>
#endif
