// Scripts of events in, traces out: what a test needs to hold this player to the one in Python.
import { Player } from "hofte/player.js";

/** Play one script; answers every output and, at the end, where the session stands. */
export function trace({ timeline, position, events }) {
  const player = new Player(timeline, position);
  const outputs = events.flatMap((event) => player.handle(event));
  return { outputs, state: player.state, deadline: player.deadline, position: player.position };
}
