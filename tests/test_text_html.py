"""Reading articles out of web pages."""

from __future__ import annotations

import builtins
import socket
from typing import Any

import pytest

from nsez_extract.errors import UsageError
from nsez_extract.text.html import extract_html

PAGE = """<!DOCTYPE html><html lang="vi"><head><title>Khởi công cầu Vân Hải | Báo Mẫu</title>
<meta property="og:site_name" content="Báo Mẫu"><meta property="og:title" content="Khởi công cầu Vân Hải">
<meta property="article:published_time" content="2021-03-05T08:00:00+07:00">
<meta name="author" content="Lê Hà">
<link rel="canonical" href="https://baomau.example/khoi-cong.html"></head><body>
<nav><a href="/">Trang chủ</a> <a href="/kinh-te">Kinh tế</a></nav><article><h1>Khởi công cầu Vân Hải</h1>
<p>Sáng 5/3, UBND tỉnh tổ chức lễ khởi công cầu Vân Hải với tổng vốn 1.250,5 tỷ đồng.</p>
<p>Ông Trần Văn Mẫu, Giám đốc Sở Giao thông vận tải, đề nghị nhà thầu bảo đảm tiến độ và an toàn lao động
trong suốt thời gian thi công.</p></article><footer>Bản quyền thuộc Báo Mẫu</footer></body></html>"""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_article_and_metadata() -> None:
    pytest.importorskip("trafilatura")
    found = extract_html(PAGE)
    assert found.title == "Khởi công cầu Vân Hải"
    assert found.text.splitlines()[0] == found.title
    assert "1.250,5 tỷ đồng" in found.text
    assert "Bản quyền" not in found.text
    assert (found.published, found.author, found.publisher) == ("2021-03-05", "Lê Hà", "Báo Mẫu")
    assert found.url == "https://baomau.example/khoi-cong.html"


def test_what_the_page_does_not_say_is_none() -> None:
    pytest.importorskip("trafilatura")
    body = "<p>Công ty Mẫu công bố doanh thu năm 2019 đạt 20 tỷ đồng, tăng 5% so với năm trước.</p>" * 2
    found = extract_html(f"<html><body><article>{body}</article></body></html>")
    assert "20 tỷ đồng" in found.text
    assert (found.title, found.published, found.author, found.publisher, found.url) == (None,) * 5


@pytest.mark.parametrize(
    "html", ["", "  \n", "<html><body></body></html>", "<html><body><nav>a</nav></body></html>"]
)
def test_a_page_without_an_article_is_refused(html: str) -> None:
    pytest.importorskip("trafilatura")
    with pytest.raises(UsageError, match="HTML input"):
        extract_html(html)


def test_missing_trafilatura_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def fail(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "trafilatura":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", fail)
    with pytest.raises(UsageError, match=r'pip install "nsez-extract\[html\]"'):
        extract_html(PAGE)
