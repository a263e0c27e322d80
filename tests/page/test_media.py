"""Pictures and videos of a front matter: each once, and no address but a video's own."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hofte.page.media import Picture, Video, find_pictures, find_videos

EMBED = "https://www.youtube-nocookie.com/embed/wbNRCut5lIY"


@pytest.mark.parametrize(
    "meta",
    [
        {"video": {"provider": "youtube", "id": "wbNRCut5lIY"}},
        {"videos": [{"provider": "YouTube", "id": "wbNRCut5lIY"}]},
        {"video": "https://www.youtube.com/watch?v=wbNRCut5lIY"},
        {"videoUrl": "https://youtu.be/wbNRCut5lIY"},
        {"videos": [{"url": "https://www.youtube.com/embed/wbNRCut5lIY"}], "videoUrl": "https://youtu.be/wbNRCut5lIY"},
    ],
)
def test_a_video_is_known_however_it_is_named(meta: dict[str, Any]) -> None:
    (video,) = find_videos(meta)
    assert (video.embed, video.provider, video.host) == (EMBED, "youtube", "youtube.com")
    assert video.url == "https://www.youtube.com/watch?v=wbNRCut5lIY"


def test_a_video_of_vimeo_keeps_no_track_of_who_watches() -> None:
    assert find_videos({"video": "https://vimeo.com/123456789"}) == (
        Video("https://player.vimeo.com/video/123456789?dnt=1", "https://vimeo.com/123456789", "vimeo"),
    )


def test_a_video_of_another_site_is_a_link() -> None:
    (video,) = find_videos({"videoUrl": "https://film.example/1", "videoName": "Bro", "videoAttribution": "Nogen"})
    assert video == Video("", "https://film.example/1", "", "Bro", "Nogen")


@pytest.mark.parametrize(
    "said",
    [
        {"provider": "youtube", "id": "../../evil"},
        {"provider": "youtube", "id": 'x" onload="alert(1)'},
        {"provider": "vimeo", "id": "12x"},
        "javascript:alert(1)",
        "http://[",
        "/local.mp4",
        None,
        7,
        [None, ["x"]],
    ],
)
def test_what_is_no_video_is_none(said: Any) -> None:
    assert find_videos({"video": said}) == ()


def test_pictures_are_those_that_may_be_shown_each_once() -> None:
    meta = {
        "pictures": [
            {"src": "/a.jpg", "alt": "A", "license": "CC0-1.0"},
            {"src": "/b.jpg", "license": "unknown", "published": False},
        ],
        "gallery": [
            {"url": "/a.jpg", "image_path": "/a-320.jpg", "alt": "A"},
            {"image_path": "/c.jpg", "title": "C"},
            {"alt": "nowhere"},
            None,
        ],
    }
    assert find_pictures(meta) == (Picture("/a.jpg", "A", license="CC0-1.0"), Picture("/c.jpg", caption="C"))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["url", "src", "id", "provider", "alt"]), inner)
    ),
    max_leaves=8,
)


@given(JSON)
def test_any_front_matter_is_taken(said: Any) -> None:
    for video in find_videos({"video": said, "videos": said, "videoUrl": said}):
        assert video.url.startswith("https://")
    for picture in find_pictures({"pictures": said, "gallery": said}):
        assert picture.src
