@pytest.mark.django_db
def test_a_string_is_not_stored_where_a_text_belongs() -> None:
    with pytest.raises(TypeError, match="give it an infra.texts.Text"):
        Subscription.objects.create(
            url="https://x.example/", secret="s", events=[], created_at=clock.now(), last_problem="nere | down"
        )
