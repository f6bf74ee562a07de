"""A Ray cluster of two nodes on this machine, for as long as stdin is open: `cluster.py`.

It asks for the token that is in RAY_AUTH_TOKEN. Prints one line of JSON once it is up: the address of its
dashboard. Each node has one CPU, so that two workers with one CPU each are on two nodes. When stdin ends
(also because whoever held it was killed) all processes of the cluster are ended, and only those: other
clusters on the machine are left alone.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack, suppress
from pathlib import Path

import psutil

SECONDS_TO_START = 90
SECONDS_TO_END = 10


def free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def environment() -> dict[str, str]:
    env = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    folder = str(Path(sys.executable).parent)
    return {
        **env,
        "PATH": folder + os.pathsep + env.get("PATH", ""),
        "RAY_USAGE_STATS_ENABLED": "0",
        "RAY_AUTH_MODE": "token",
        "OMP_NUM_THREADS": "1",
        "CUDA_VISIBLE_DEVICES": "",
    }


def start_node(log: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command = [str(Path(sys.executable).parent / "ray"), "start", *arguments]
    command += ["--block", "--num-cpus=1", "--min-worker-port=0", "--max-worker-port=0"]
    command += ["--object-store-memory=100000000", "--disable-usage-stats"]
    with log.open("wb") as file:
        return subprocess.Popen(
            command,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            start_new_session=True,
        )


def wait_for_nodes(address: str, processes: list[subprocess.Popen[bytes]]) -> None:
    headers = {"Authorization": f"Bearer {os.environ['RAY_AUTH_TOKEN']}"}
    request = urllib.request.Request(f"{address}/nodes?view=summary", headers=headers)
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        if any(process.poll() is not None for process in processes):
            raise RuntimeError("A node has ended.")
        with suppress(OSError, KeyError, ValueError):
            with urllib.request.urlopen(request, timeout=5) as reply:
                nodes = json.load(reply)["data"]["summary"]
            if sum(node["raylet"].get("state") == "ALIVE" for node in nodes) == 2:
                return
        time.sleep(0.2)
    raise RuntimeError("The cluster did not come up.")


def end(processes: list[subprocess.Popen[bytes]]) -> None:
    """Asks the nodes to end, then ends whatever they have started and is left."""
    family: list[psutil.Process] = []
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            parent = psutil.Process(process.pid)
            family += [parent, *parent.children(recursive=True)]
    for process in reversed(processes):
        process.terminate()
    _, alive = psutil.wait_procs(family, timeout=SECONDS_TO_END)
    for each in alive:
        with suppress(psutil.NoSuchProcess):
            each.kill()
    psutil.wait_procs(alive, timeout=SECONDS_TO_END)


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    # Short: the sockets in it may not have long names.
    folder = Path(tempfile.mkdtemp(prefix="tsray-", dir="/tmp"))
    port, dashboard, client, *agents = free_ports(5)
    processes: list[subprocess.Popen[bytes]] = []
    try:
        processes.append(
            start_node(
                folder / "head.log",
                "--head",
                f"--port={port}",
                "--dashboard-host=127.0.0.1",
                f"--dashboard-port={dashboard}",
                f"--dashboard-agent-listen-port={agents[0]}",
                f"--ray-client-server-port={client}",
                f"--temp-dir={folder / 'ray'}",
            )
        )
        address = f"http://127.0.0.1:{dashboard}"
        until = time.monotonic() + SECONDS_TO_START
        while not listens(port) and time.monotonic() < until:
            time.sleep(0.1)
        processes.append(
            start_node(
                folder / "node.log",
                f"--address=127.0.0.1:{port}",
                f"--dashboard-agent-listen-port={agents[1]}",
                # Of its own, as on a machine of its own: a node unpacks a job's files over those of another.
                f"--temp-dir={folder / 'node'}",
            )
        )
        wait_for_nodes(address, processes)
        print(json.dumps({"address": address}), flush=True)
        sys.stdin.read()
    except BaseException:
        for log in sorted(folder.glob("*.log")):
            print(log.read_text(errors="replace"), file=sys.stderr)
        raise
    finally:
        end(processes)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
