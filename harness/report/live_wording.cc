// SPDX-License-Identifier: MIT
#include "harness/report/live_wording.h"

namespace echocheck {
namespace {

constexpr LiveWording kEnglish = {
    .watching_ports = "watching TCP port {ports} on {interface}; Ctrl-C ends",
    .watching_all = "watching all TCP on {interface}; Ctrl-C ends",
    .try_it = "in another terminal: nc -p {client} 127.0.0.1 {port}",
    .listens = "{command} listens on {address}, {time} after its launch",
    .found = "found: {note}",
    .no_private_arena = "on the host's loopback, without a private arena: {reason}",
    .you_are_the_client =
        "you are the client: each line that you type is sent; Ctrl-D closes your side, "
        "Ctrl-C ends at once",
    .you_are_the_client_piped = "each line of the input is sent; its end closes the client's side",

    .you = "you",
    .back = "back",
    .server = "server",
    .more_output = "... and {count} more lines",

    .you_closed = "you closed your side; now the server has to close its own",
    .server_closed_first =
        "the server closed its side first: nothing more will come; you can still type, "
        "Ctrl-D closes yours",
    .server_closed_too = "the server closed its side, too",
    .connection_reset = "the connection is gone: reset by the server's side",
    .no_more_taken = "the connection takes no more: what was to be sent is lost",
    .no_close = "the server has not closed its side within {time}; no longer waiting",
    .floods = "the server sends far more than it was sent; no longer reading",
    .connect_failed = "no connection to {address}: {reason}",
    .interrupted = "ended by you",

    .exited = "the server ended by itself: exit status {code}",
    .killed = "the server died: {signal}, {meaning}",
    .launcher_left = "the launched process ended; a child of it serves on",
    .exited_unheard = "the server never listened: it ended with {status}",
    .listens_elsewhere = "the server listens on {listening}, and was told {asked}",
    .never_listened = "the server did not listen on {asked} within {time}",
    .listening_unseen = "we could not see whether the server listens on {asked}: {reason}",
    .signals = {"it touched memory that it does not own", "it gave up by itself (abort)",
                "it wrote to a connection that its client had left",
                "it divided by zero, or the like", "it was killed from outside",
                "for which it had no handler"},

    .nothing_seen = "no connection was seen",
    .one_connection = "1 connection, {segments} segments, {time}",
    .connections = "{count} connections, {segments} segments, {time}",
    .earlier = "and before these {count} connections, {segments} segments",
    .carried = "{segments} segments, {to_server} to the server, {to_client} back, {time}",
    .no_repetition = "none repeated",
    .one_repetition = "1 repeated",
    .repetitions = "{count} repeated",
    .opened = "opened by the client: SYN, SYN+ACK, ACK",
    .opened_before = "was open before the watch began",
    .refused = "refused: nothing listens there, and the kernel says so with RST",
    .unanswered = "never opened: nobody answered the SYN",
    .closed_first = {"closed by the client first, then by the server",
                     "closed by the server first, then by the client"},
    .half_closed = {"closed by the client alone: the server has not closed its side",
                    "closed by the server alone: the client has not closed its side"},
    .reset = {"aborted by the client: RST", "aborted by the server's side: RST"},
    .left_open = "still open: client {client}, server {server}",
    .why_unread =
        "{count} had not come back: a server that closes with bytes unread makes its kernel "
        "send RST",
    .why_linger =
        "all bytes had come back: the server asked for an RST (SO_LINGER with 0), or something "
        "unread ended it",
    .why_nobody_reads =
        "bytes came after the server had closed: nobody is left to read them, and its kernel "
        "says so",
    .echo_same = "{count} sent, all came back unchanged",
    .echo_nothing = "{sent} sent, nothing came back",
    .echo_missing = "{sent} sent, only {received} came back",
    .echo_more = "{sent} sent, and {received} came back: more than there were",
    .echo_differs = "{count} sent and as many came back, but not the same",
    .nothing_sent = "nothing was sent",
    .dropped = "{count} frames were lost to the capture: there are holes above",
    .written = "capture: {path}, {frames} frames",
};

LiveWording MakeLiveJapanese() {
  LiveWording words = kEnglish;
  words.watching_ports = "{interface} の TCP ポート {ports} を観察中。Ctrl-C で終了";
  words.watching_all = "{interface} の全 TCP を観察中。Ctrl-C で終了";
  words.try_it = "別の端末で: nc -p {client} 127.0.0.1 {port}";
  words.listens = "{command} は起動から {time} 後に {address} で待ち受けを開始";
  words.no_private_arena = "専用の環境なし、ホストのループバックを使用: {reason}";
  words.you_are_the_client =
      "あなたがクライアントです。入力した行をそのまま送信します。"
      "Ctrl-D で自分側を閉じ、Ctrl-C で直ちに終了";
  words.you_are_the_client_piped = "入力の各行を送信し、入力の終わりでクライアント側を閉じます";
  words.you = "送信";
  words.back = "受信";
  words.server = "出力";
  words.more_output = "... ほか {count} 行";
  words.you_closed = "自分側を閉じました。次はサーバーが閉じる番です";
  words.server_closed_first =
      "サーバーが先に閉じました。もう何も届きません。送信はまだ可能、Ctrl-D で自分側を閉じます";
  words.server_closed_too = "サーバーも閉じました";
  words.connection_reset = "接続はサーバー側からリセットされました";
  words.no_more_taken = "接続はもう受け付けません。残りの入力は送られません";
  words.no_close = "{time} 待ってもサーバーが閉じないため、待つのをやめます";
  words.floods = "送った量をはるかに超えて届くため、読むのをやめます";
  words.connect_failed = "{address} に接続できません: {reason}";
  words.interrupted = "利用者が終了しました";
  words.exited = "サーバーが自ら終了しました: 終了コード {code}";
  words.killed = "サーバーが異常終了しました: {signal}、{meaning}";
  words.launcher_left = "起動したプロセスは終了し、その子プロセスが動いています";
  words.exited_unheard = "サーバーは待ち受けずに終了しました: {status}";
  words.listens_elsewhere = "{asked} を指定しましたが、サーバーは {listening} で待ち受けています";
  words.listening_unseen = "サーバーが {asked} で待ち受けているかどうかを確認できません: {reason}";
  words.never_listened = "サーバーは {time} 以内に {asked} で待ち受けませんでした";
  words.signals = {"自分のものでないメモリに触れました", "自ら中断しました (abort)",
                   "相手が去った接続に書き込みました",   "ゼロ除算など",
                   "外から強制終了されました",           "ハンドラーがありません"};
  words.nothing_seen = "接続は観察されませんでした";
  words.one_connection = "接続 1 件、セグメント {segments} 個、{time}";
  words.connections = "接続 {count} 件、セグメント {segments} 個、{time}";
  words.earlier = "それ以前に接続 {count} 件、セグメント {segments} 個";
  words.carried = "セグメント {segments} 個、サーバーへ {to_server}、戻り {to_client}、{time}";
  words.no_repetition = "再送なし";
  words.one_repetition = "再送 1 個";
  words.repetitions = "再送 {count} 個";
  words.opened = "クライアントが開始: SYN, SYN+ACK, ACK";
  words.opened_before = "観察開始より前から開いていました";
  words.refused = "拒否: 待ち受けがなく、カーネルが RST で知らせました";
  words.unanswered = "開始できず: SYN に応答がありませんでした";
  words.closed_first = {"クライアントが先に閉じ、サーバーが続きました",
                        "サーバーが先に閉じ、クライアントが続きました"};
  words.half_closed = {"クライアントだけが閉じました。サーバーは閉じていません",
                       "サーバーだけが閉じました。クライアントは閉じていません"};
  words.reset = {"クライアントが中断: RST", "サーバー側が中断: RST"};
  words.left_open = "まだ開いています: クライアント {client}、サーバー {server}";
  words.why_unread = "{count} が戻っていません。未読のまま閉じると、カーネルは RST を送ります";
  words.why_linger =
      "すべて戻っています。サーバーが RST を求めた (SO_LINGER 0) などの可能性があります";
  words.why_nobody_reads = "閉じた後に届いたため、読む者がなく、カーネルが RST で知らせました";
  words.echo_same = "{count} を送信し、すべてそのまま戻りました";
  words.echo_nothing = "{sent} を送信し、何も戻っていません";
  words.echo_missing = "{sent} を送信し、{received} しか戻っていません";
  words.echo_more = "{sent} を送信し、それより多い {received} が戻りました";
  words.echo_differs = "{count} を送信し、同じ数が戻りましたが、内容が異なります";
  words.nothing_sent = "何も送信していません";
  words.dropped = "{count} フレームを取りこぼしました。上の図には欠けがあります";
  words.written = "キャプチャ: {path}、{frames} フレーム";
  return words;
}

}  // namespace

const LiveWording& LiveWordingFor(std::string_view language) {
  static const LiveWording kJapanese = MakeLiveJapanese();
  return language == "ja" ? kJapanese : kEnglish;
}

}  // namespace echocheck
