/** A worker that ticks each second: a browser slows down the timers of a page that is not in front, not a worker's. */
setInterval(() => postMessage(undefined), 1000)
