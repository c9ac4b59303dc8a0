"""What is counted has static names and harmless labels, and counting never breaks what it counts."""

from bot.process.metrics import MOST_SERIES, Metrics


def test_an_event_is_counted_under_its_name() -> None:
    metrics = Metrics()
    metrics.count("taken")
    metrics.count("taken")
    assert "tmm_taken_total 2.0" in metrics.render().decode()


def test_labels_tell_kinds_apart() -> None:
    metrics = Metrics()
    metrics.count("sent", kind="card")
    metrics.count("sent", kind="question")
    metrics.count("sent", kind="card")
    shown = metrics.render().decode()
    assert 'tmm_sent_total{kind="card"} 2.0' in shown
    assert 'tmm_sent_total{kind="question"} 1.0' in shown


def test_a_label_that_is_not_listed_is_left_out() -> None:
    metrics = Metrics()
    metrics.count("sent", kind="card", user="U0AUTHOR1", item="K7QX-2M")
    shown = metrics.render().decode()
    assert "U0AUTHOR1" not in shown
    assert "K7QX" not in shown
    assert 'tmm_sent_total{kind="card"} 1.0' in shown


def test_a_value_that_could_be_somebody_or_their_words_is_other() -> None:
    metrics = Metrics()
    for value in ("U0AUTHOR1", "K7QX-2M", "the coffee machine", "x" * 200):
        metrics.count("sent", code=value)
    assert 'tmm_sent_total{code="other"} 4.0' in metrics.render().decode()


def test_an_event_name_made_of_words_is_counted_without_them() -> None:
    metrics = Metrics()
    metrics.count("the coffee machine", kind="card")
    shown = metrics.render().decode()
    assert "coffee" not in shown
    assert "tmm_unnamed_event_total 1.0" in shown


def test_other_labels_than_at_first_do_no_harm() -> None:
    metrics = Metrics()
    metrics.count("sent", kind="card")
    metrics.count("sent")
    metrics.count("sent", code="is_archived")
    assert 'tmm_sent_total{kind=""} 2.0' in metrics.render().decode()


def test_the_number_of_series_is_bounded() -> None:
    metrics = Metrics()
    for number in range(MOST_SERIES + 50):
        metrics.count("refused", code=f"code_{number}")
    shown = metrics.render().decode()
    assert 'tmm_refused_total{code="other"} 50.0' in shown


def test_gauges_follow_the_store() -> None:
    metrics = Metrics()
    metrics.gauges({"items_waiting": 3, "outbox_rows": 1})
    metrics.gauges({"items_waiting": 2, "outbox_rows": 0})
    shown = metrics.render().decode()
    assert "tmm_items_waiting 2.0" in shown
    assert "tmm_outbox_rows 0.0" in shown


def test_two_registries_do_not_meet() -> None:
    Metrics().count("taken")
    assert "tmm_taken_total" not in Metrics().render().decode()


def test_nothing_tells_when_something_was_first_counted() -> None:
    metrics = Metrics()
    metrics.count("taken")
    metrics.count("sent", kind="card")
    metrics.gauge("items_waiting", 1)
    ours = [line for line in metrics.render().decode().splitlines() if line.startswith("tmm_")]
    assert sorted(ours) == ["tmm_items_waiting 1.0", 'tmm_sent_total{kind="card"} 1.0', "tmm_taken_total 1.0"]


def test_neither_cpu_time_nor_memory_tells_when_a_receipt_was_made() -> None:
    shown = Metrics().render().decode()
    assert "process_" not in shown
    assert "python_info" in shown
