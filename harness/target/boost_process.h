// SPDX-License-Identifier: MIT
// Includes what we use of Boost.Process v2. With std::filesystem (BOOST_PROCESS_USE_STD_FS) the
// headers of Boost 1.81 lack includes of their own, so these come first. Inside of the layer.
#pragma once

#include <boost/core/exchange.hpp>
#include <boost/optional.hpp>
#include <boost/type_traits/decay.hpp>
#include <boost/type_traits/is_constructible.hpp>
#include <boost/type_traits/is_convertible.hpp>
#include <boost/type_traits/remove_pointer.hpp>

// After the above, whatever the order of the alphabet.
#include <boost/process/v2/environment.hpp>
#include <boost/process/v2/process.hpp>
#include <boost/process/v2/start_dir.hpp>
#include <boost/process/v2/stdio.hpp>
