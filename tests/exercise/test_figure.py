"""Figures: bodies that keep their bones, rest where they rest, and are drawn as safe SVG."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hofte.core.errors import ValueInvalid
from hofte.exercise.figure import (
    TONES,
    Figure,
    figure_svg,
    find_scene,
    frames,
    read_figure,
    settle_poses,
)
from hofte.exercise.model import KeyPose
from hofte.exercise.resting import EXACT_M, Contact, Pose, settle
from hofte.exercise.skeleton import angle_of, check_angles, figure_data, points
from hofte.page.read import read_page

SLUGS = (
    "hip-thrust", "glute-bridge", "hip-flexor-stretch", "supine-march", "banded-knee-raise", "side-plank",
    "pelvic-floor-quick-long", "pelvic-floor-release",
)  # fmt: skip
BONES = [
    pair
    for side in ("right", "left")
    for pair in (
        (f"{side}_hip", f"{side}_knee"), (f"{side}_knee", f"{side}_ankle"), (f"{side}_heel", f"{side}_toe"),
        (f"{side}_shoulder", f"{side}_elbow"), (f"{side}_elbow", f"{side}_wrist"), ("pelvis", f"{side}_hip"),
    )
] + [("pelvis", "waist"), ("waist", "neck"), ("neck", "head")]  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"
JOINTS = sorted(figure_data()["limits_deg"])


@pytest.fixture(scope="module", params=SLUGS)
def figure(request: pytest.FixtureRequest) -> Figure:
    page = read_page(Path(str(files("hofte") / "content" / "en" / f"{request.param}.md")))
    found = read_figure(page.meta)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def way(figure: Figure) -> tuple[Pose, ...]:
    return frames(figure.poses, 6, figure.scene)


def _parse(drawn: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawn)  # noqa: S314 - our own text


def _lengths(at: Mapping[str, tuple[float, float, float]]) -> list[float]:
    return [math.dist(at[a], at[b]) for a, b in BONES]


# --- the body ------------------------------------------------------------------------------------------------------


def test_upright_with_arms_down_is_all_angles_at_zero() -> None:
    at = points({})
    for side, sign in (("right", 1), ("left", -1)):
        assert at[f"{side}_knee"] == pytest.approx((0, -0.42, sign * 0.085))
        assert at[f"{side}_hand"][1] < at[f"{side}_shoulder"][1]
        assert at[f"{side}_toe"][0] > at[f"{side}_heel"][0]
    assert at["head"][1] > at["neck"][1] > at["pelvis"][1]


@pytest.mark.parametrize(
    ("joint", "point", "axis", "sign"),
    [
        ("hip", "right_knee", 0, 1), ("knee", "right_ankle", 0, -1), ("ankle", "right_toe", 1, 1),
        ("shoulder", "left_elbow", 0, 1), ("elbow", "left_wrist", 0, 1), ("spine", "neck", 0, 1),
        ("hip_out", "right_knee", 2, 1), ("hip_out", "left_knee", 2, -1), ("shoulder_out", "left_elbow", 2, -1),
        ("trunk", "head", 0, -1), ("roll", "head", 2, 1), ("neck", "nose", 1, -1),
    ],
)  # fmt: skip
def test_each_joint_bends_the_way_its_name_says(joint: str, point: str, axis: int, sign: int) -> None:
    assert (points({joint: 20})[point][axis] - points({})[point][axis]) * sign > 0.01


def test_a_side_of_its_own_wins_over_both() -> None:
    at = points({"knee": 90, "left_knee": 0})
    assert at["right_ankle"] == pytest.approx((-0.42, -0.42, 0.085))
    assert at["left_ankle"] == pytest.approx((0, -0.84, -0.085))
    assert angle_of({"knee": 90, "left_knee": 5}, "left_knee") == 5


@given(
    st.dictionaries(
        st.sampled_from([*JOINTS, "right_hip", "left_knee"]),
        st.floats(-180, 180, allow_nan=False, allow_infinity=False),
    )
)
def test_bones_keep_their_lengths_whatever_the_angles(angles: dict[str, float]) -> None:
    assert _lengths(points(angles)) == pytest.approx(_lengths(points({})))


def test_lying_on_the_back_the_face_looks_up() -> None:
    at = points({"trunk": 90})
    assert at["nose"][1] > at["head"][1]
    assert at["head"][0] < at["pelvis"][0]


# --- resting -------------------------------------------------------------------------------------------------------


def test_a_foot_put_on_the_floor_is_on_the_floor() -> None:
    contacts = [Contact("right_heel"), Contact("right_toe")]
    pose = settle({"right_hip": 30, "right_knee": 30}, contacts, ["right_ankle"])
    thick = figure_data()["thickness_m"]
    assert pose.points["right_heel"][1] == pytest.approx(thick["heel"], abs=EXACT_M)
    assert pose.points["right_toe"][1] == pytest.approx(thick["toe"], abs=EXACT_M)
    assert pose.angles["right_hip"] == 30


def test_a_body_that_cannot_reach_is_an_error_and_not_a_wrong_picture() -> None:
    high = [Contact("right_heel"), Contact("left_heel", height_m=2.0)]
    with pytest.raises(ValueInvalid, match="cannot reach"):
        settle({}, high, ["left_knee"])


def test_what_rests_stays_where_it_is_through_the_whole_movement(figure: Figure, way: tuple[Pose, ...]) -> None:
    thick = figure_data()["thickness_m"]
    for pose in way:
        for contact in figure.scene.contacts:
            here, there = pose.points[contact.point], way[0].points[contact.point]
            part = contact.point.removeprefix("right_").removeprefix("left_")
            assert here[1] == pytest.approx(contact.height_m + thick[part], abs=2 * EXACT_M)
            if contact.stays:
                assert here == pytest.approx(there, abs=4 * EXACT_M)


def test_bones_keep_their_lengths_through_the_whole_movement(way: tuple[Pose, ...]) -> None:
    for pose in way:
        assert _lengths(pose.points) == pytest.approx(_lengths(points({})))


def test_every_angle_of_every_frame_is_a_human_one(way: tuple[Pose, ...]) -> None:
    for pose in way:
        check_angles(pose.angles)


def test_the_page_says_the_angles_that_are_drawn(figure: Figure) -> None:
    """Resting may move a joint a little, never turn a page's pose into another one."""
    wanted = {pose.name: pose.angles for pose in figure.poses}
    for name, pose in settle_poses(figure.poses, figure.scene).items():
        for joint, angle in pose.angles.items():
            assert angle == pytest.approx(angle_of(wanted[name], joint), abs=6), (name, joint)


def test_the_movement_is_smooth_and_comes_back(way: tuple[Pose, ...]) -> None:
    assert len(way) == 13
    for a, b in pairwise(way):
        assert max(math.dist(a.points[name], b.points[name]) for name in a.points) < 0.16
    assert way[-1].points["head"] == pytest.approx(way[0].points["head"], abs=1e-3)


# --- what each exercise shows --------------------------------------------------------------------------------------


def _key(slug: str) -> Mapping[str, Mapping[str, tuple[float, float, float]]]:
    page = read_page(Path(str(files("hofte") / "content" / "da" / f"{slug}.md")))
    found = read_figure(page.meta)
    assert found is not None
    return {name: pose.points for name, pose in settle_poses(found.poses, found.scene).items()}


def test_st01_the_hip_thrust_ends_level_with_the_knees_at_80_to_90_degrees() -> None:
    page = read_page(Path(str(files("hofte") / "content" / "da" / "hip-thrust.md")))
    found = read_figure(page.meta)
    assert found is not None
    top = settle_poses(found.poses, found.scene)["top"]
    # The knee angle that pages mean is the bend seen from outside: 90 is a right angle.
    assert angle_of(top.angles, "right_knee") == pytest.approx(90, abs=10)
    assert top.points["pelvis"][1] == pytest.approx(top.points["upper_back"][1], abs=0.03)


def test_bridge_lifts_the_pelvis_into_one_line() -> None:
    key = _key("glute-bridge")
    assert key["top"]["pelvis"][1] - key["start"]["pelvis"][1] > 0.15
    back, hip, knee = (key["top"][name] for name in ("upper_back", "pelvis", "right_knee"))
    bend = math.atan2(hip[1] - back[1], hip[0] - back[0]) - math.atan2(knee[1] - hip[1], knee[0] - hip[0])
    assert abs(math.degrees(bend)) < 5


def test_hf01_the_stretch_opens_the_rear_hip_with_an_upright_trunk() -> None:
    key = _key("hip-flexor-stretch")
    assert key["top"]["pelvis"][0] - key["start"]["pelvis"][0] > 0.1
    assert abs(key["top"]["neck"][0] - key["top"]["pelvis"][0]) < 0.05
    assert key["top"]["right_knee"][0] < key["top"]["pelvis"][0] < key["top"]["left_knee"][0]


@pytest.mark.parametrize("slug", ["supine-march", "banded-knee-raise"])
def test_one_knee_rises_and_the_other_foot_stays(slug: str) -> None:
    key = _key(slug)
    assert key["top"]["right_ankle"][1] - key["start"]["right_ankle"][1] > 0.15
    assert key["top"]["left_heel"] == pytest.approx(key["start"]["left_heel"], abs=1e-4)


def test_side_plank_is_one_straight_line_over_elbow_and_foot() -> None:
    top = _key("side-plank")["top"]
    middle = [(a + b) / 2 for a, b in zip(top["right_ankle"], top["left_ankle"], strict=True)]
    along = math.dist(middle, top["neck"])
    assert math.dist(middle, top["pelvis"]) + math.dist(top["pelvis"], top["neck"]) == pytest.approx(along, rel=0.003)
    assert top["right_elbow"][2] == pytest.approx(top["right_shoulder"][2], abs=0.05)


# --- the picture ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=[False, True], ids=["still", "moving"])
def drawn(request: pytest.FixtureRequest, figure: Figure) -> str:
    return figure_svg(figure.poses, figure.scene, title="Løft & <sænk>", text="En person …", moving=request.param)


def test_the_picture_is_well_formed_and_can_be_read_aloud(drawn: str) -> None:
    root = _parse(drawn)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert [part.tag for part in root[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert root[0].text == "Løft & <sænk>"
    assert root[1].text == "En person …"


def test_the_picture_needs_no_permission_of_a_strict_policy(drawn: str) -> None:
    root = _parse(drawn)
    assert {part.tag.removeprefix(SVG) for part in root.iter()} <= {"svg", "title", "desc", "g", "path", "animate"}
    for part in root.iter():
        assert not [key for key in part.attrib if key == "style" or key.startswith("on") or "href" in key]
    assert "url(" not in drawn
    assert drawn.count("http") == 1


def test_everything_drawn_lies_within_the_picture(drawn: str) -> None:
    root = _parse(drawn)
    left, top, width, height = map(float, root.get("viewBox", "").split())
    for path in root.iter(f"{SVG}path"):
        for x, y in re.findall(r"[ML ]?(-?\d+\.\d) (-?\d+\.\d)(?=[LAZ])", path.get("d", "")):
            assert left <= float(x) <= left + width
            assert top <= float(y) <= top + height


def test_a_moving_figure_moves_and_a_still_one_does_not(figure: Figure) -> None:
    still, moving = (
        _parse(figure_svg(figure.poses, figure.scene, title="x", moving=is_moving)) for is_moving in (False, True)
    )
    assert not list(still.iter(f"{SVG}animate"))
    animations = list(moving.iter(f"{SVG}animate"))
    assert animations
    for one in animations:
        times = [float(time) for time in one.get("keyTimes", "").split(";")]
        paths = one.get("values", "").split(";")
        assert len(times) == len(paths)
        assert times == sorted(times)
        assert (times[0], times[-1]) == (0, 1)
        letters = {re.sub(r"[^A-Z]", "", path) for path in paths}
        assert len(letters) == 1, "a path can only be animated when its letters stay"


def test_the_same_figure_is_drawn_the_same_twice(figure: Figure) -> None:
    for moving in (False, True):
        assert figure_svg(figure.poses, figure.scene, title="x", moving=moving) == figure_svg(
            figure.poses, figure.scene, title="x", moving=moving
        )


def test_a_figure_is_small_enough_for_a_phone(figure: Figure) -> None:
    assert len(figure_svg(figure.poses, figure.scene, title="x")) < 10_000
    assert len(figure_svg(figure.poses, figure.scene, title="x", moving=True)) < 60_000


def test_a_barbell_goes_along_with_the_hips() -> None:
    page = read_page(Path(str(files("hofte") / "content" / "en" / "hip-thrust.md")))
    figure = read_figure({**page.meta, "figure": "shoulders-on-bench-barbell"})
    assert figure is not None
    drawn = figure_svg(figure.poses, figure.scene, title="x", moving=True)
    bars = [part for part in _parse(drawn) if "--figure-bar" in str(part.get("fill"))]
    assert len(bars) == 1
    assert bars[0].find(f"{SVG}animate") is not None


def test_each_tone_is_seen_on_white_and_on_black() -> None:
    """Three to one, as WCAG 2.2 (1.4.11) asks of pictures, for all but the tops of mat and bench."""
    for name in TONES.keys() - {"prop"}:
        for ground in ("#ffffff", "#14181c"):
            assert _contrast(TONES[name], ground) >= 3, (name, ground)


def _contrast(a: str, b: str) -> float:
    low, high = sorted((_luminance(a), _luminance(b)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    shares = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_control_characters_in_a_title_do_not_break_the_picture(figure: Figure) -> None:
    drawn = figure_svg(figure.poses, figure.scene, title="a\x00\x1b]b")
    assert _parse(drawn)[0].text == "a]b"


# --- bad data ------------------------------------------------------------------------------------------------------


def test_a_page_without_a_figure_has_none() -> None:
    assert read_figure({"title": "x"}) is None


@pytest.mark.parametrize(
    "poses",
    [None, 3, [3], [{"name": "start"}], [{"name": "start", "angles": 3}], [{"name": "a", "angles": {"hip": "x"}}]],
)
def test_poses_that_are_none_are_refused_with_a_hint(poses: object) -> None:
    with pytest.raises(ValueInvalid) as caught:
        read_figure({"figure": "lying", "poses": poses})
    assert "angles" in caught.value.hint


def test_unknown_scenes_joints_and_angles_are_refused_by_name() -> None:
    with pytest.raises(ValueInvalid, match="moon"):
        find_scene("moon")
    lying = find_scene("lying")
    for angles, words in (({"tail": 3.0}, "tail"), ({"left_knee": 200.0}, "left_knee"), ({"hip": math.nan}, "hip")):
        with pytest.raises(ValueInvalid, match=words):
            settle_poses([KeyPose("start", angles), KeyPose("top", {})], lying)
    with pytest.raises(ValueInvalid, match="top"):
        settle_poses([KeyPose("start", {})], lying)


def test_every_scene_names_points_joints_and_tones_that_exist() -> None:
    data, at = figure_data(), points({})
    for name in data["scene"]:
        scene = find_scene(name)
        assert {contact.point for contact in scene.contacts} <= at.keys()
        assert {joint.removeprefix("right_").removeprefix("left_") for joint in scene.free} <= set(JOINTS)
        for prop in scene.props:
            assert {prop.get("point", "pelvis"), *prop.get("around", ())} <= at.keys()
        assert scene.arrow is None or scene.arrow["point"] in at
        assert scene.focus in {"", *at}
