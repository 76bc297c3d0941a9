import type { SealedTexts } from '../../shared/ports/sealed-texts.ts'
import type { FakeReports } from './report-store.ts'

/** The sealed texts in memory, where the reports are. */
export const createFakeTexts = ({ texts }: FakeReports): SealedTexts => ({
  findSealed: async (reportId, textId) => structuredClone(texts.get(`${reportId}/${textId}`)),
  put: async (reportId, textId, sealed) => void texts.set(`${reportId}/${textId}`, structuredClone(sealed)),
})
