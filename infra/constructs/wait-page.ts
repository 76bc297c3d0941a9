/**
 * What a person reads whose address has asked for pages too often. The firewall names no charset, so it is ASCII, and
 * it takes at most 4 KB.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/customizing-the-response-for-blocked-requests.html
 */
export const waitPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Online form</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<style>body{max-width:40rem;margin:2rem auto;padding:0 1rem;font:1.1875rem/1.6 sans-serif}</style>
</head>
<body>
<h1>Please wait a minute</h1>
<p>Too many people asked for this page at once, from the same place as you. This is not your fault.</p>
<p>Wait a minute. Then load this page again. If your browser asks whether to send the form again, say yes: it is one report.</p>
<p>If you typed something and cannot see it, go back one page.</p>
<p><strong>If you are in danger now, or might hurt yourself, call 999.</strong> If you would rather talk, call 101.</p>
</body>
</html>
`
