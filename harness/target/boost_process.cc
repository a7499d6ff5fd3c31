// SPDX-License-Identifier: MIT
#include "harness/target/boost_process.h"

#include <boost/version.hpp>

// Boost 1.81 declares process_environment::on_setup() and leaves it out of its headers: this is
// where it is defined, for the whole program.
#if BOOST_VERSION < 108200
#include <boost/process/v2/impl/environment.ipp>
#endif
