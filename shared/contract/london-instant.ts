const dayForm = /^\d{4}-\d{2}-\d{2}$/
const timeForm = /^([01]\d|2[0-3]):[0-5]\d$/

/** Returns `+01:00` in British Summer Time, else `+00:00`. */
const offsetAt = (at: Date): string => {
  const offsets = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeZoneName: 'longOffset' })
  const name = offsets.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  return name.slice('GMT'.length) || '+00:00'
}

/**
 * Returns the instant of a day and a time of the clocks in Scotland, with its offset. Without a time it is the day.
 * What is no day or no time stays as it was typed.
 */
export const londonInstant = (day: string | undefined, time: string | undefined): string | undefined => {
  if (day === undefined || time === undefined) return day ?? time
  const at = new Date(`${day}T${time}Z`)
  if (!dayForm.test(day) || !timeForm.test(time) || Number.isNaN(at.getTime())) return `${day} ${time}`
  return `${day}T${time}:00${offsetAt(at)}`
}
