export type { AdjustedClinic, MixAnswer, MixQuestion } from './adjust/case-mix.ts';
export { adjustCaseMix } from './adjust/case-mix.ts';
export type { IndirectAnswer, IndirectQuestion, Standardised } from './adjust/indirect.ts';
export { areaUnderCurve, standardise } from './adjust/indirect.ts';
export type { LogisticFit } from './adjust/logistic.ts';
export { fitLogistic } from './adjust/logistic.ts';
export {
  differByFew,
  LARGEST_HIDDEN,
  publicCount,
  publicPercent,
  tellsOfAll,
} from './disclosure.ts';
export type { BetaPoint } from './distributions/beta.ts';
export { betaCdf, betaPoint, betaQuantile, betaUpper } from './distributions/beta.ts';
export {
  binomialCdf,
  binomialMass,
  negativeBinomialCdf,
  negativeBinomialMass,
  negativeBinomialUpper,
  poissonCdf,
  poissonMass,
  poissonUpper,
} from './distributions/counts.ts';
export { gammaCdf, gammaQuantile, gammaUpper } from './distributions/gamma.ts';
export { normalCdf, normalDensity, normalQuantile } from './distributions/normal.ts';
export { studentCdf, studentQuantile } from './distributions/student.ts';
export type { Correlations } from './drivers/correlations.ts';
export { correlations } from './drivers/correlations.ts';
export {
  johnsonWeights,
  MOST_ITEMS,
  rSquared,
  shapleyShares,
  standardisedEffects,
} from './drivers/importance.ts';
export type { StatsCode } from './errors.ts';
export { StatsError } from './errors.ts';
export type { ProportionLimit, RatioLimit, Reach } from './funnel/limits.ts';
export { proportionLimit, ratioLimit } from './funnel/limits.ts';
export type { Allowance, Truncated, Verdict, Winsorised } from './funnel/overdispersion.ts';
export {
  limits,
  outside,
  truncate,
  verdictOf,
  widened,
  winsorise,
  zScores,
} from './funnel/overdispersion.ts';
export type { Scaled, ScaleKind } from './funnel/scales.ts';
export { toScale } from './funnel/scales.ts';
export { byar, garwood } from './intervals/counts.ts';
export type { MeanInterval, NetPromoters } from './intervals/means.ts';
export { meanInterval, netPromoters } from './intervals/means.ts';
export { clopperPearson, jeffreys, wilson, wilsonContinuity } from './intervals/proportion.ts';
export type { Interval } from './intervals/types.ts';
export type { Adjustment } from './multiple-testing.ts';
export { adjustP, rejected } from './multiple-testing.ts';
export { mean, median, quantile, sum, variance } from './numbers.ts';
export { drawnRanks, seededNumbers } from './ranks/draws.ts';
export { chanceAbove, LEAST_RANKABILITY, mayRank } from './ranks/pairs.ts';
export { agedCounts, ageWeight, LONGEST_MONTHS } from './rating/ageing.ts';
export type { Judged, JudgedAnswer } from './rating/flags.ts';
export { judgeDoctors } from './rating/flags.ts';
export { starRange } from './rating/stars.ts';
export type { Belief, RankBelief } from './ranks/exact.ts';
export { exactRanks, poissonBinomial, unitsInTenth } from './ranks/exact.ts';
export type { BetaMoments, BetaPrior, SharePosterior, Shares } from './shrinkage/beta-binomial.ts';
export {
  betaBinomialLogLikelihood,
  betaMoments,
  fitBeta,
  shareAbove,
  sharePosterior,
} from './shrinkage/beta-binomial.ts';
export type { GammaMoments, GammaPrior, RatePosterior, Rates } from './shrinkage/gamma-poisson.ts';
export {
  fitGamma,
  gammaMoments,
  gammaPoissonLogLikelihood,
  ordinaryTail,
  poissonMidP,
  poissonTail,
  ratePosterior,
} from './shrinkage/gamma-poisson.ts';
export type { Means, Shrinkage, TauMethod } from './shrinkage/normal.ts';
export { repliesNeeded, shrinkMeans } from './shrinkage/normal.ts';
export { logChoose, logGamma } from './special/log-gamma.ts';
export type { Categories, Margins } from './survey/raking.ts';
export { effectiveSize, poststratify, rake, trimWeights, weightedMean } from './survey/raking.ts';
export type { Burst, BurstQuestion } from './text/burst.ts';
export { topicBurst } from './text/burst.ts';
export type { WordOdds } from './text/log-odds.ts';
export { wordOdds } from './text/log-odds.ts';
export type { VectorVerdict } from './vectors/check.ts';
export { checkVector } from './vectors/check.ts';
export type { VectorCase, VectorFile } from './vectors/read.ts';
export { readVectorFile } from './vectors/read.ts';
export type { Budget, BudgetQuestion } from './watch/budget.ts';
export { budgetHeight } from './watch/budget.ts';
export type { CusumAnswer } from './watch/cusum.ts';
export {
  bernoulliCusum,
  bernoulliWeights,
  cusum,
  poissonCusum,
  riskAdjustedCusum,
  vlad,
} from './watch/cusum.ts';
export type { EarsAnswer, EarsOptions } from './watch/ears.ts';
export { ears } from './watch/ears.ts';
export type { EwmaAnswer } from './watch/ewma.ts';
export { ewma } from './watch/ewma.ts';
export type { Ladder } from './watch/run-length.ts';
export { alarmChances, meanRunLength } from './watch/run-length.ts';
export type { Flags } from './watch/xmr-rules.ts';
export type { XmrAnswer, XmrCause, XmrPart, XmrQuestion, XmrReason } from './watch/xmr.ts';
export { xmr } from './watch/xmr.ts';
