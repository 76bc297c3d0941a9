import type { ReviewedLanguage } from './languages.ts'

/** Words an instant by the clocks in Scotland, such as `Tuesday 24 November, 14:35`. */
export const inWords = (at: string, { tag }: ReviewedLanguage): string =>
  new Intl.DateTimeFormat(tag === 'en' ? 'en-GB' : tag, {
    timeZone: 'Europe/London',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(new Date(at))

/** Puts values where a sentence names them, such as `{time}`. */
export const filled = (sentence: string, values: Readonly<Record<string, string | number>>): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
