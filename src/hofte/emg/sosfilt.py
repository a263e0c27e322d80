"""scipy's filter of second-order sections, without what scipy loads beside it.

``import scipy.signal`` takes more than two seconds of processor time and seventy megabytes, for statistics, splines and
optimisers that no recording of ours needs. The filter itself is one small compiled module, which is loaded here alone;
should a later scipy have moved it, its public name is taken.
"""

from __future__ import annotations

from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_MODULE, _NAME = "scipy.signal._sosfilt", "_sosfilt"


def _load() -> Any:
    package = find_spec("scipy")
    folder = Path(package.origin).parent / "signal" if package and package.origin else Path()
    spec = PathFinder.find_spec(_MODULE, [str(folder)])
    if spec is None or spec.loader is None:
        return None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return getattr(module, _NAME, None)


_filter = _load()


def sosfilt(
    sections: NDArray[np.float64], samples: NDArray[np.float64], state: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Filter the next samples of one channel, as ``scipy.signal.sosfilt`` does.

    Parameters
    ----------
    sections : array of float, shape (n_sections, 6)
        Contiguous, with ``a0`` = 1.
    samples : array of float, shape (n_samples,)
    state : array of float, shape (n_sections, 2)
        Contiguous; it is carried on in place.

    Returns
    -------
    array of float, shape (n_samples,)
    """
    if _filter is None:
        from scipy import signal

        out, state[:] = signal.sosfilt(sections, samples, zi=state)
        return np.asarray(out)
    out = np.array(samples, dtype=np.float64)
    _filter(sections, out[None], state[None])
    return out
