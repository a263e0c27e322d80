from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.exercises import Exercises
from ...models.lang import Lang
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    q: str | Unset = "",
    muscle: list[str] | Unset = UNSET,
    body: list[str] | Unset = UNSET,
    equipment: list[str] | Unset = UNSET,
    type_: list[str] | Unset = UNSET,
    level: list[str] | Unset = UNSET,
    language: list[Lang] | Unset = UNSET,
    playable: bool | Unset = False,
    free: bool | Unset = False,
    page: int | Unset = 1,
    per_page: int | Unset = 20,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["q"] = q

    json_muscle: list[str] | Unset = UNSET
    if not isinstance(muscle, Unset):
        json_muscle = muscle

    params["muscle"] = json_muscle

    json_body: list[str] | Unset = UNSET
    if not isinstance(body, Unset):
        json_body = body

    params["body"] = json_body

    json_equipment: list[str] | Unset = UNSET
    if not isinstance(equipment, Unset):
        json_equipment = equipment

    params["equipment"] = json_equipment

    json_type_: list[str] | Unset = UNSET
    if not isinstance(type_, Unset):
        json_type_ = type_

    params["type"] = json_type_

    json_level: list[str] | Unset = UNSET
    if not isinstance(level, Unset):
        json_level = level

    params["level"] = json_level

    json_language: list[str] | Unset = UNSET
    if not isinstance(language, Unset):
        json_language = []
        for language_item_data in language:
            language_item = language_item_data.value
            json_language.append(language_item)

    params["language"] = json_language

    params["playable"] = playable

    params["free"] = free

    params["page"] = page

    params["per_page"] = per_page

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/exercises",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Exercises | Problem | None:
    if response.status_code == 200:
        response_200 = Exercises.from_dict(response.json())

        return response_200

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Exercises | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    q: str | Unset = "",
    muscle: list[str] | Unset = UNSET,
    body: list[str] | Unset = UNSET,
    equipment: list[str] | Unset = UNSET,
    type_: list[str] | Unset = UNSET,
    level: list[str] | Unset = UNSET,
    language: list[Lang] | Unset = UNSET,
    playable: bool | Unset = False,
    free: bool | Unset = False,
    page: int | Unset = 1,
    per_page: int | Unset = 20,
) -> Response[Exercises | Problem]:
    """List Exercises

     Find exercises: the pages that give a dose, each with all that it asks for. The total counts pages.

    Args:
        q (str | Unset): Words: any inflection, a slip of a finger forgiven. Default: ''.
        muscle (list[str] | Unset): For instance gluteals, pelvic_floor, hip_flexors.
        body (list[str] | Unset): For instance hip, knee, lower_back.
        equipment (list[str] | Unset): For instance band, mat, dumbbell.
        type_ (list[str] | Unset): For instance strength, mobility, knowledge.
        level (list[str] | Unset): beginner, intermediate, advanced.
        language (list[Lang] | Unset): Without it, all languages.
        playable (bool | Unset): Only pages that give a dose. Default: False.
        free (bool | Unset): Only pages that need no equipment, or no more than a mat. Default:
            False.
        page (int | Unset):  Default: 1.
        per_page (int | Unset):  Default: 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Exercises | Problem]
    """

    kwargs = _get_kwargs(
        q=q,
        muscle=muscle,
        body=body,
        equipment=equipment,
        type_=type_,
        level=level,
        language=language,
        playable=playable,
        free=free,
        page=page,
        per_page=per_page,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    q: str | Unset = "",
    muscle: list[str] | Unset = UNSET,
    body: list[str] | Unset = UNSET,
    equipment: list[str] | Unset = UNSET,
    type_: list[str] | Unset = UNSET,
    level: list[str] | Unset = UNSET,
    language: list[Lang] | Unset = UNSET,
    playable: bool | Unset = False,
    free: bool | Unset = False,
    page: int | Unset = 1,
    per_page: int | Unset = 20,
) -> Exercises | Problem | None:
    """List Exercises

     Find exercises: the pages that give a dose, each with all that it asks for. The total counts pages.

    Args:
        q (str | Unset): Words: any inflection, a slip of a finger forgiven. Default: ''.
        muscle (list[str] | Unset): For instance gluteals, pelvic_floor, hip_flexors.
        body (list[str] | Unset): For instance hip, knee, lower_back.
        equipment (list[str] | Unset): For instance band, mat, dumbbell.
        type_ (list[str] | Unset): For instance strength, mobility, knowledge.
        level (list[str] | Unset): beginner, intermediate, advanced.
        language (list[Lang] | Unset): Without it, all languages.
        playable (bool | Unset): Only pages that give a dose. Default: False.
        free (bool | Unset): Only pages that need no equipment, or no more than a mat. Default:
            False.
        page (int | Unset):  Default: 1.
        per_page (int | Unset):  Default: 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Exercises | Problem
    """

    return sync_detailed(
        client=client,
        q=q,
        muscle=muscle,
        body=body,
        equipment=equipment,
        type_=type_,
        level=level,
        language=language,
        playable=playable,
        free=free,
        page=page,
        per_page=per_page,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    q: str | Unset = "",
    muscle: list[str] | Unset = UNSET,
    body: list[str] | Unset = UNSET,
    equipment: list[str] | Unset = UNSET,
    type_: list[str] | Unset = UNSET,
    level: list[str] | Unset = UNSET,
    language: list[Lang] | Unset = UNSET,
    playable: bool | Unset = False,
    free: bool | Unset = False,
    page: int | Unset = 1,
    per_page: int | Unset = 20,
) -> Response[Exercises | Problem]:
    """List Exercises

     Find exercises: the pages that give a dose, each with all that it asks for. The total counts pages.

    Args:
        q (str | Unset): Words: any inflection, a slip of a finger forgiven. Default: ''.
        muscle (list[str] | Unset): For instance gluteals, pelvic_floor, hip_flexors.
        body (list[str] | Unset): For instance hip, knee, lower_back.
        equipment (list[str] | Unset): For instance band, mat, dumbbell.
        type_ (list[str] | Unset): For instance strength, mobility, knowledge.
        level (list[str] | Unset): beginner, intermediate, advanced.
        language (list[Lang] | Unset): Without it, all languages.
        playable (bool | Unset): Only pages that give a dose. Default: False.
        free (bool | Unset): Only pages that need no equipment, or no more than a mat. Default:
            False.
        page (int | Unset):  Default: 1.
        per_page (int | Unset):  Default: 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Exercises | Problem]
    """

    kwargs = _get_kwargs(
        q=q,
        muscle=muscle,
        body=body,
        equipment=equipment,
        type_=type_,
        level=level,
        language=language,
        playable=playable,
        free=free,
        page=page,
        per_page=per_page,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    q: str | Unset = "",
    muscle: list[str] | Unset = UNSET,
    body: list[str] | Unset = UNSET,
    equipment: list[str] | Unset = UNSET,
    type_: list[str] | Unset = UNSET,
    level: list[str] | Unset = UNSET,
    language: list[Lang] | Unset = UNSET,
    playable: bool | Unset = False,
    free: bool | Unset = False,
    page: int | Unset = 1,
    per_page: int | Unset = 20,
) -> Exercises | Problem | None:
    """List Exercises

     Find exercises: the pages that give a dose, each with all that it asks for. The total counts pages.

    Args:
        q (str | Unset): Words: any inflection, a slip of a finger forgiven. Default: ''.
        muscle (list[str] | Unset): For instance gluteals, pelvic_floor, hip_flexors.
        body (list[str] | Unset): For instance hip, knee, lower_back.
        equipment (list[str] | Unset): For instance band, mat, dumbbell.
        type_ (list[str] | Unset): For instance strength, mobility, knowledge.
        level (list[str] | Unset): beginner, intermediate, advanced.
        language (list[Lang] | Unset): Without it, all languages.
        playable (bool | Unset): Only pages that give a dose. Default: False.
        free (bool | Unset): Only pages that need no equipment, or no more than a mat. Default:
            False.
        page (int | Unset):  Default: 1.
        per_page (int | Unset):  Default: 20.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Exercises | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            q=q,
            muscle=muscle,
            body=body,
            equipment=equipment,
            type_=type_,
            level=level,
            language=language,
            playable=playable,
            free=free,
            page=page,
            per_page=per_page,
        )
    ).parsed
