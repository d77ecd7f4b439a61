/** What is read of rule sets and their versions, and of the readings that a person chose. */
import type { RuleSetId } from '../../../shared/model/ids.ts'
import type { RuleSetInfo, RuleSetVersion } from '../../../shared/model/ruleSet.ts'
import type { ReadingChoice } from '../../../shared/model/turn.ts'

/** Rule sets as they are kept; the files in `rules/` are their living form. */
export interface RuleReader {
  /** Those that are not deleted, by file name. */
  ruleSets(): RuleSetInfo[]
  ruleSet(id: RuleSetId): RuleSetInfo | undefined
  /** Those that came with the sample, deleted ones too. */
  sampleRuleSets(): RuleSetInfo[]
  /** Latest first. */
  ruleVersions(id: RuleSetId): RuleSetVersion[]
  /** `undefined` where there is no such version, or it was erased. */
  ruleText(id: RuleSetId, number: number): string | undefined
  /** How the person wants sentences read, by the resolved sentence. */
  readingChoices(): ReadonlyMap<string, ReadingChoice>
}
