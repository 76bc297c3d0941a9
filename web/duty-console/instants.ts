/** Times as officers say them: in UK time, whatever the clock of the computer is set to. */
const zone = 'Europe/London'

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const day = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short' })
const whole = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'full', timeStyle: 'long' })

/** Returns an instant as day and time, such as `Tue 24 Nov, 12:10`. */
export const toDayAndTime = (iso: string): string => {
  const at = new Date(iso)
  return `${day.format(at)}, ${clock.format(at)}`
}

/** Returns an instant in full, with its zone. */
export const toWholeInstant = (at: Date): string => whole.format(at)

/** Returns a number of seconds in words, such as `4 min 14 s`. */
export const toDuration = (seconds: number): string => {
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ]
  if (days > 0) return `${days} d ${hours} h`
  if (hours > 0) return `${hours} h ${minutes} min`
  if (minutes > 9) return `${minutes} min`
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`
}

/** Returns how long it is to an instant, in words: `4 min 14 s late` when it has passed. */
export const toTimeLeft = (iso: string, nowMs: number): string => {
  const seconds = Math.round((Date.parse(iso) - nowMs) / 1000)
  return seconds < 0 ? `${toDuration(-seconds)} late` : `${toDuration(seconds)} left`
}

const instantInText = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g

/** Returns a sentence of the API's with its instants as officers say them. */
export const withReadableInstants = (text: string): string => text.replace(instantInText, (iso) => toDayAndTime(iso))
