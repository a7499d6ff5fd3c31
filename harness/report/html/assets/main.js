// SPDX-License-Identifier: MIT
// Which page it is. The summary for browsers without scripts is in a noscript element.

if (data.kind === "run") runPage();
else capturePage();
