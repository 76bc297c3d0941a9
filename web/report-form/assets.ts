/** A text that stands in the page, and the hash by which the page's policy allows it. */
export interface HashedText {
  readonly text: string
  /** As a content security policy names it: `sha256-…`. */
  readonly hash: string
}

/** What stands in every page besides words: `infra/web-bundle.ts` makes it. */
export interface PageAssets {
  readonly style: Readonly<Record<'ltr' | 'rtl', HashedText>>
  readonly script: HashedText
}
