from recommendations.domain.people import Role
from tests.web.conftest import Browser, SignedIn


def test_a_signed_in_person_sees_their_devices(signed_in: SignedIn) -> None:
    delegate = signed_in(as_=Role.DELEGATE)

    assert delegate.get("/sessions").status_code == 200


def test_a_stranger_is_led_to_the_sign_in_page_and_back(client: Browser) -> None:
    answer = client.get("/sessions?a=1")

    assert answer.status_code == 303
    assert answer.location == "/sign-in?next=/sessions?a%3D1"
