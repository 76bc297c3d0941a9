import type { SentAlert } from './alert-log.ts'

/** Returns the page that shows the alerts that the desks were sent. It loads nothing from elsewhere. */
export const toAlertsPage = (alerts: readonly SentAlert[]): string => `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Alerts sent – Harbour on this machine</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<main>
<h1>Alerts sent</h1>
<p>The contacts of the desks would receive these messages. This page updates itself.
The same list as JSON: <a href="/_local/alerts">/_local/alerts</a>.</p>
<div id="alerts" aria-live="polite">${toTable(alerts)}</div>
</main>
<script>${script}</script>
</body>
</html>
`

const toTable = (alerts: readonly SentAlert[]): string => {
  if (alerts.length === 0) return '<p>No alert has been sent yet.</p>'
  const heads = ['Sent', 'Desk', 'Step', 'Recipients', 'Channel', 'To', 'Reports', 'Text']
    .map((head) => `<th scope="col">${head}</th>`)
    .join('')
  const rows = alerts.toReversed().map(toRow).join('\n')
  const caption = `<caption>${alerts.length} sent, newest first</caption>`
  return `<table>${caption}<thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table>`
}

const toRow = ({ at, desk, step, recipients, channel, to, reports, text }: SentAlert): string => {
  const cells = [at, desk, String(step), recipients, channel, to, String(reports), text]
  return `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`
}

const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '')

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const style = `
body { font: 1.125rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #0b0c0c; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: bold; padding-bottom: .5rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid #6b7276; }`

/** How often the page asks for new alerts. */
const refreshMs = 2000

/** Replaces only the table, so that the place of a reader, and of a screen reader, on the page stays the same. */
const script = `
setInterval(async () => {
  try {
    const next = new DOMParser().parseFromString(await (await fetch('/_local/')).text(), 'text/html')
    const [old, fresh] = [document, next].map((page) => page.getElementById('alerts'))
    if (old.innerHTML !== fresh.innerHTML) old.innerHTML = fresh.innerHTML
  } catch {}
}, ${refreshMs})`
