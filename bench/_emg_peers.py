"""NeuroKit2 and BioSPPy as their users call them; run by the Python of the peers' environment, knows nothing of ours.

Reads an ``.npz`` of signals whose names are ``<sfreq>:<anything>``; prints one JSON line for each method and signal:
``{"method", "name", "onsets_s", "seconds"}``. With ``--time`` the two whole-recording functions are timed instead.
"""

import contextlib
import json
import sys
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")
import biosppy.signals.emg as biosppy  # noqa: E402
import neurokit2 as nk  # noqa: E402


def neurokit(samples, sfreq, method):
    """Clean, amplitude, activation: what ``emg_process`` does, without the table that makes it slow."""
    clean = nk.emg_clean(samples, sampling_rate=sfreq)
    amplitude = nk.emg_amplitude(clean)
    _, found = nk.emg_activation(emg_amplitude=amplitude, emg_cleaned=clean, sampling_rate=sfreq, method=method)
    return found["EMG_Onsets"]


def bonds(samples, sfreq):
    """BioSPPy gives on- and offsets in one array, by turns."""
    return biosppy.emg(samples, sampling_rate=sfreq, show=False)["onsets"][::2]


METHODS = {
    "NeuroKit2 default": lambda samples, sfreq: neurokit(samples, sfreq, "threshold"),
    "NeuroKit2 mixture": lambda samples, sfreq: neurokit(samples, sfreq, "mixture"),
    "BioSPPy default": bonds,
}
WHOLE = {
    "NeuroKit2 emg_process": lambda samples, sfreq: nk.emg_process(samples, sampling_rate=sfreq),
    "BioSPPy emg": bonds,
}


def main():
    """Run all methods on all signals."""
    methods = WHOLE if "--time" in sys.argv else METHODS
    signals = np.load(sys.argv[1])
    warm = np.random.default_rng(0).normal(size=5000)
    for name, method in methods.items():
        with contextlib.suppress(Exception):  # it may refuse noise; it is warm then
            method(warm, 1000)
        for key in signals.files:
            sfreq = int(key.partition(":")[0])
            begun = time.process_time()
            try:
                onsets = method(signals[key], sfreq)
            except Exception as error:  # a peer that finds nothing may fail; what it said is to be seen
                print(f"{name} on {key}: {type(error).__name__}: {error}", file=sys.stderr)
                onsets = []
            seconds = time.process_time() - begun
            times = [] if methods is WHOLE else [float(onset) / sfreq for onset in onsets]
            print(json.dumps({"method": name, "name": key, "onsets_s": times, "seconds": seconds}))


main()
