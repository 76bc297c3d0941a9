/** Something that a person pastes into the form, and what an officer must read of it. */
export interface Paste {
  readonly name: string
  readonly pasted: string
  /** @default all of it */
  readonly read?: string
}

const family = String.fromCodePoint(0x1f469, 0x200d, 0x1f469, 0x200d, 0x1f467)
const softHyphen = '\u00ad'
const wordBullet = '\u00b7\u00a0\u00a0'

/** A file that is none: the letters of a small picture. */
const dataUri = `data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ${'A1bC2dE3fG4h'.repeat(60)}`

/** What is pasted into such a form: from letters, chats, web pages and banks, in several languages. */
export const pastes: readonly Paste[] = [
  { name: 'Word, with its quotes and dashes', pasted: '“He said – ‘pay’ – or else…”' },
  { name: 'a list of Word', pasted: `${wordBullet}first\n${wordBullet}second` },
  { name: 'words with soft hyphens', pasted: `black${softHyphen}mail` },
  { name: 'a PDF, with ligatures', pasted: 'ﬁrst oﬀer, ﬁnal o\uFB04er'.normalize('NFC') },
  { name: 'a PDF, with a page break', pasted: 'end of page\fnext page', read: 'next page' },
  { name: 'a letter with tabs', pasted: 'Date:\t24/11\nSum:\t£300' },
  { name: 'a web address', pasted: `https://www.instagram.com/p/Cx1/?utm_source=ig&id=${'a1B2'.repeat(40)}` },
  { name: 'addresses in a row', pasted: 'http://a.test/1 https://b.test/2?x=%20 www.c.test' },
  { name: 'a chat', pasted: '[24/11/2026, 22:14:03] A: send it\n[24/11/2026, 22:14:09] Me: no' },
  { name: 'Arabic', pasted: 'سأرسل الصور إلى عائلتك' },
  { name: 'Urdu with English in it', pasted: 'وہ کہتا ہے "pay now" ورنہ' },
  { name: 'marks of direction', pasted: '\u200f\u202bשלום\u202c abc\u200e' },
  { name: 'Chinese', pasted: '他威胁要发给我的家人' },
  { name: 'emoji of several parts', pasted: `😭 ${family} 👍🏽 🏴` },
  { name: 'accents that are marks of their own', pasted: 'Seo\u0301nai\u0300d', read: 'Seónaìd' },
  { name: 'code', pasted: `<script>alert("x")</script> {{7*7}} \${x} '; DROP TABLE reports; --` },
  { name: 'wallets and transactions', pasted: `bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq ${'0f'.repeat(32)}` },
  { name: 'a sort code and an account', pasted: 'Sort code 80-22-60, account 00112233, IBAN GB33BUKB20201555555555' },
  { name: 'a long text without a break', pasted: 'why '.repeat(4000).trim() },
  { name: 'a picture', pasted: `he sent this ${dataUri} and laughed`, read: 'and laughed' },
]
