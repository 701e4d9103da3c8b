from django.conf import settings

from tests import environment


def test_a_test_run_keeps_its_data_to_itself() -> None:
    assert str(settings.DATA_DIR) == environment.DATA_DIR
