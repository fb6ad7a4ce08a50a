import pytest

from recommendations.config import DEMONSTRATION_KEY, UnsafeSettingsError, from_environment

KEY = "k" * 32


def test_the_demonstration_starts_without_any_setting() -> None:
    settings = from_environment({"HEMICYCLE_DEMO": "1"})

    assert settings.is_demonstration
    assert settings.port == 5000
    assert settings.database_url.startswith("sqlite:///")


@pytest.mark.parametrize(
    "environ",
    [
        pytest.param({}, id="no key"),
        pytest.param({"SECRET_KEY": "short"}, id="a short key"),
        pytest.param({"SECRET_KEY": DEMONSTRATION_KEY}, id="the demonstration's key"),
    ],
)
def test_a_real_server_is_refused_without_a_key_of_its_own(environ: dict[str, str]) -> None:
    with pytest.raises(UnsafeSettingsError, match="SECRET_KEY"):
        from_environment(environ)


def test_a_command_makes_a_key_that_nobody_knows() -> None:
    first, second = (from_environment({}, serves=False).secret_key for _ in range(2))

    assert len(first) >= 32
    assert first != second


def test_a_command_does_not_take_the_demonstrations_key_either() -> None:
    with pytest.raises(UnsafeSettingsError):
        from_environment({"SECRET_KEY": DEMONSTRATION_KEY}, serves=False)


@pytest.mark.parametrize("port", ["0x50", "-1", "70000", "http"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(UnsafeSettingsError, match="PORT"):
        from_environment({"SECRET_KEY": KEY, "PORT": port})


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_usual_addresses_of_postgresql_name_the_driver_that_is_installed(scheme: str) -> None:
    settings = from_environment({"SECRET_KEY": KEY, "DATABASE_URL": f"{scheme}://host/name"})

    assert settings.database_url == "postgresql+psycopg://host/name"


def test_the_public_origin_decides_whether_cookies_are_secure() -> None:
    behind_tls = from_environment({"SECRET_KEY": KEY, "PUBLIC_ORIGIN": "https://forum.example.org/"})

    assert behind_tls.public_origin == "https://forum.example.org"
    assert behind_tls.is_https
    assert not from_environment({"SECRET_KEY": KEY}).is_https
