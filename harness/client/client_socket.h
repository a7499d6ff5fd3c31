// SPDX-License-Identifier: MIT
// One client's TCP socket: bound to its fixed port, reading all that comes unless it is told not
// to, with a deadline on every wait.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "harness/base/clock.h"
#include "harness/base/counted_time.h"
#include "harness/base/endpoint.h"
#include "harness/client/echo_matcher.h"
#include "harness/client/socket_result.h"
#include "harness/model/scenario.h"

namespace echocheck {

// Lives in a shared_ptr, since its reader outlives the step that closed it. Single-threaded.
class ClientSocket : public std::enable_shared_from_this<ClientSocket> {
 public:
  // `shared_network`: others use it too, and a port that is taken is stepped over. In a private
  // arena nobody but the target could have taken it.
  ClientSocket(boost::asio::io_context& context, ClockOrigin origin, SocketOptions options,
               bool shared_network = false);

  // Binds to `local`, connects, and from then on reads all that comes into the matcher. Where the
  // pair of addresses is still in TIME-WAIT from an earlier run (possible on the host's loopback
  // alone), the next address of 127.0.0.0/8 stands in; away from the loopback, another port.
  boost::asio::awaitable<SocketResult> Connect(const Endpoint& local, const Endpoint& remote,
                                               CountedDeadline deadline);

  // One write(2) of up to bytes.size() bytes: `written` says how many it took.
  boost::asio::awaitable<SocketResult> WriteSome(BytesView bytes, SteadyTime deadline,
                                                 std::size_t& written);

  // Returns when something came (bytes, FIN, RST), or at the deadline.
  boost::asio::awaitable<void> WaitForNews(SteadyTime deadline);

  // Bytes that were written, a FIN counted as one, and that the server's kernel has not
  // acknowledged. 0 when there is no connection.
  std::uint64_t Unacknowledged();

  // One byte of urgent data: sent at once, or not at all.
  SocketResult SendUrgent(char byte);

  // How it reads from now on.
  void SetReading(const ReadingStep& reading);

  SocketResult ShutDown();
  void Close();
  SocketResult Reset();
  // Gone without a segment. Needs CAP_NET_ADMIN, which a private arena gives.
  SocketResult Vanish();

  // Reads what has come, as far as its script reads. To be asked before it is said that something
  // did not come: this process, too, may have had no processor since.
  void CatchUp();

  bool is_open() const { return socket_.is_open(); }
  // So much more came than was sent that we stopped reading: nobody's echo.
  bool flooded() const { return flooded_; }
  // Close() found bytes that had not been read, so that the kernel sent RST.
  bool left_unread() const { return left_unread_; }
  EchoMatcher& matcher() { return matcher_; }
  const EchoMatcher& matcher() const { return matcher_; }
  const Endpoint& local() const { return local_; }

 private:
  SocketResult OpenAndBind(const Endpoint& local, boost::system::error_code& error);
  SocketResult SetOptions();
  void StartReading();
  boost::asio::awaitable<void> ReadOn();
  void ReadAvailable(std::size_t most);
  void TakeWhatIsThere();
  void CloseDescriptor();
  void News();

  boost::asio::io_context& context_;
  ClockOrigin origin_;
  SocketOptions options_;
  bool shared_network_;
  boost::asio::ip::tcp::socket socket_;
  boost::asio::steady_timer news_;  // cancelled when something came
  ReadingStep reading_;
  boost::asio::steady_timer reading_changed_;  // cancelled when reading_ has changed
  EchoMatcher matcher_;
  Endpoint local_;
  bool flooded_ = false;
  bool left_unread_ = false;
};

}  // namespace echocheck
