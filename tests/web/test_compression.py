import gzip

from tests.web.conftest import Browser


def test_a_page_is_sent_compressed_to_whoever_asks(client: Browser) -> None:
    plain = client.get("/sign-in")
    small = client.get("/sign-in", headers={"Accept-Encoding": "br, gzip"})

    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small.headers["Vary"]
    assert int(small.headers["Content-Length"]) < len(plain.data) / 2
    assert b"</html>" in gzip.decompress(small.data)


def test_whoever_refuses_compression_gets_the_page_as_it_is(client: Browser) -> None:
    page = client.get("/sign-in", headers={"Accept-Encoding": "gzip;q=0"})

    assert b"</html>" in page.data


def test_what_is_tiny_is_sent_as_it_is(client: Browser) -> None:
    assert "Content-Encoding" not in client.get("/health", headers={"Accept-Encoding": "gzip"}).headers
