// SPDX-License-Identifier: MIT
#include "harness/report/wording.h"

namespace echocheck {
namespace {

Wording MakeJapanese() {
  Wording words = EnglishWording();
  words.actors = {{{"クライアントのカーネル", "クライアントのプログラム"},
                   {"サーバーのカーネル", "サーバーのプログラム"}}};
  words.one_byte = "1 バイト";
  words.bytes = "{count} バイト";
  words.syn = "接続確立 1/3: {who}が接続を要求";
  words.syn_ack = "接続確立 2/3: {who}が受け入れ";
  words.handshake_ack = "接続確立 3/3: {who}が確認";
  words.data = "{who}が {bytes}を送信";
  words.data_fin = "{who}が {bytes}を送信して閉じる: FIN";
  words.fin_first = "{who}が先に閉じる: FIN";
  words.fin_second = "{who}も閉じる: FIN";
  words.fin_at_once = "{who}も同時に閉じる: FIN";
  words.ack = "{who}がここまでの {bytes}を確認応答";
  words.fin_ack = "{who}が FIN を確認応答";
  words.last_ack = "{who}が確認応答: 両側とも終了";
  words.refused = "{who}が拒否: 待ち受けなし";
  words.reset = "{who}が中断: FIN ではなく RST";
  words.retransmission = "{who}が確認応答のない分を再送";
  words.fast_retransmission = "{who}が重複 ACK を受けて再送";
  words.needless_retransmission = "{who}が確認応答済みの分を再送";
  words.same_frame = "同じフレームの再掲: 二重にキャプチャ";
  words.half_open = "{who}に古い接続が残存";
  words.half_open_reset = "{who}が古い接続をリセット";
  words.keep_alive = "{who}が相手の生存を確認 (keep-alive)";
  words.keep_alive_ack = "{who}が生存を応答";
  words.window_update = "{who}の空きは {window}";
  words.zero_window_probe = "{who}が空きの有無を問い合わせ";
  words.duplicate_ack = "{who}が同じ確認応答を反復: 欠けあり";
  words.out_of_order = "{who}が {bytes}を送信、手前に欠けあり";
  words.zero_window = "、空きなし";

  words.sides = {"クライアント", "サーバー"};
  words.folded = "... {count} セグメント: サーバーへ {to_server}、クライアントへ {to_client}";
  words.not_kept = "... {count} セグメント、キャプチャファイルのみ";
  words.no_handshake = "キャプチャ開始前からの接続: ハンドシェイクは見えていない";
  words.left_in = {"終わり: クライアントは自分の側を閉じなかった",
                   "終わり: サーバーは自分の側を閉じなかった"};
  words.ends_in = "終わり: クライアント {client}、サーバー {server}";

  words.no_capture = "キャプチャなし: {reason}";
  words.capture_cut = "キャプチャは不完全: {reason}";
  words.expected = "期待";
  words.actual = "実際";
  words.cause = "原因";
  words.hint = "ヒント";
  words.source = "出典";
  words.points = "点";
  words.one_scenario = "シナリオ 1 件";
  words.scenarios = "シナリオ {count} 件";
  words.verdict = {"対象は適合しています",
                   "対象は適合していません",
                   "対象は適合していますが、改善の余地があります",
                   "適合しているかどうかを判断できるほどには観察できませんでした",
                   "すべて省略され、何も判定されていません",
                   "echocheck 自身の失敗です。対象については何も言えません"};
  words.confined = "サーバーは制限付きで実行";
  words.isolation_lacks =
      "隔離なし: {played} 件中 {count} 件のシナリオはホストのネットワークで実行: {reason}";
  words.capture_lacks = "{played} 件中 {count} 件のシナリオでパケットのキャプチャなし: {reason}";
  words.close_unseen =
      "{played} 件中 {count} 件のシナリオで接続の閉じ方を観察できず、得点になりません";
  words.no_scenarios = "シナリオは実行されていません";
  words.strict = "strict: SHOULD も MUST として扱う";
  words.page = "ページ: {path}";
  words.next_command = "次: {command}";
  words.one_cause = "原因 1 件:";
  words.causes = "原因 {count} 件 (根本的なものから順に):";
  words.no_cause = "原因不明:";
  words.remarks = "参考:";
  words.remark_word = "参考";

  words.commented_scenario = "シナリオ {name}: {title}。判定: {verdict}。";
  words.commented_file = "{file} に echocheck explain がコメントを付けたもの";
  words.private_loopback = "シナリオ専用ネットワークのループバック";
  words.host_loopback = "このマシンのループバック";
  words.host_interface = "このマシンのインターフェース";
  words.unknown_interface = "{file} のインターフェース";
  return words;
}

}  // namespace

const Wording& JapaneseWording() {
  static const Wording kJapanese = MakeJapanese();
  return kJapanese;
}

const Wording& WordingFor(std::string_view language) {
  return language == "ja" ? JapaneseWording() : EnglishWording();
}

}  // namespace echocheck
