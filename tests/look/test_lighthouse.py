"""What is read from Lighthouse's reports, and how it is printed beside stock's."""

from tools.look.lighthouse import SCORES, TIMES, medians, table


def report(seconds, **work):
    return {
        "categories": {key: {"score": 0.97} for key in SCORES},
        "audits": {
            **{key: {"numericValue": 1000 * seconds} for key in TIMES},
            "cumulative-layout-shift": {"numericValue": 0},
            "network-requests": {
                "details": {
                    "items": [
                        {"resourceType": "Script", "transferSize": 2000},
                        {"resourceType": "Image", "transferSize": 9000},
                    ]
                }
            },
            "mainthread-work-breakdown": {
                "details": {"items": [{"group": k, "duration": v} for k, v in work.items()]}
            },
        },
    }


def test_medians_by_cause_and_no_pictures_among_the_bytes():
    found = medians([report(1, layout=30), report(3), report(2, layout=10, script=9)])
    assert found["performance"] == 97 and found["total-blocking-time"] == 2
    assert found["KB"] == 2
    assert (found["ms layout"], found["ms script"]) == (10, 0)


def test_both_stand_beside_each_other():
    text = table({"KB": 90.0, "ms layout": 5.0}, {"KB": 240.0})
    assert text.splitlines()[1].split() == ["KB", "90.00", "240.00"]
    assert text.splitlines()[2].split() == ["ms", "layout", "5.00", "0.00"]
