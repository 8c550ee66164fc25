/** Where invented cases go when the clinic is not in charge. */
export const BODIES = [
  {
    bodyRu: 'Управа района',
    bodyEn: 'District administration',
  },
  {
    bodyRu: 'Страховая медицинская организация',
    bodyEn: 'Health insurance company',
  },
  {
    bodyRu: 'Территориальный фонд обязательного медицинского страхования',
    bodyEn: 'Territorial fund of mandatory health insurance',
  },
] as const;
