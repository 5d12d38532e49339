"""The page about faults says what the runs left behind, and nothing else."""

from tests.faults.report import tables

LINE = {
    "what": "a process is killed, sqlite",
    "sent": 10,
    "done": 8,
    "refused": 1,
    "unknown": 1,
    "lost": 0,
    "doubled": 0,
}


def test_seeds_of_one_scenario_are_summed_up_and_the_slowest_is_named() -> None:
    lines = [{**LINE, "recovered": [1.0], "slowest": [0.5]}, {**LINE, "recovered": [None], "slowest": [2.0]}]
    assert list(tables(lines))[2] == "| a process is killed, sqlite | 2 | 20 | 16 | 2 | 2 | 0 | 0 | 1.0 | 2.0 |"


def test_planted_faults_stand_in_a_table_of_their_own() -> None:
    planted = [{"what": "no key", "noticed": True}, {"what": "no key", "noticed": False}]
    assert list(tables([{**LINE, "recovered": [], "slowest": [0.1]}, *planted]))[-1] == "| no key | 2 | 1 |"
