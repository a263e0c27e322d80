from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.lang import Lang
from ...models.page_exercises import PageExercises
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    lang: Lang,
    slug: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/pages/{lang}/{slug}/exercises".format(
            lang=quote(str(lang), safe=""),
            slug=quote(str(slug), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> PageExercises | Problem | None:
    if response.status_code == 200:
        response_200 = PageExercises.from_dict(response.json())

        return response_200

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[PageExercises | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    lang: Lang,
    slug: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[PageExercises | Problem]:
    """Get Page Exercises

     The exercises of one page, each with its doses and the words that they were read from.

    Args:
        lang (Lang):
        slug (str): The page's slug or id.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageExercises | Problem]
    """

    kwargs = _get_kwargs(
        lang=lang,
        slug=slug,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    lang: Lang,
    slug: str,
    *,
    client: AuthenticatedClient | Client,
) -> PageExercises | Problem | None:
    """Get Page Exercises

     The exercises of one page, each with its doses and the words that they were read from.

    Args:
        lang (Lang):
        slug (str): The page's slug or id.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageExercises | Problem
    """

    return sync_detailed(
        lang=lang,
        slug=slug,
        client=client,
    ).parsed


async def asyncio_detailed(
    lang: Lang,
    slug: str,
    *,
    client: AuthenticatedClient | Client,
) -> Response[PageExercises | Problem]:
    """Get Page Exercises

     The exercises of one page, each with its doses and the words that they were read from.

    Args:
        lang (Lang):
        slug (str): The page's slug or id.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageExercises | Problem]
    """

    kwargs = _get_kwargs(
        lang=lang,
        slug=slug,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    lang: Lang,
    slug: str,
    *,
    client: AuthenticatedClient | Client,
) -> PageExercises | Problem | None:
    """Get Page Exercises

     The exercises of one page, each with its doses and the words that they were read from.

    Args:
        lang (Lang):
        slug (str): The page's slug or id.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageExercises | Problem
    """

    return (
        await asyncio_detailed(
            lang=lang,
            slug=slug,
            client=client,
        )
    ).parsed
