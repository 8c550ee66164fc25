import { error } from '@sveltejs/kit';
import { locales } from '@otklik/i18n';
import { LOOKS } from '#lib/button/button-svg.ts';
import { nameOf } from '#lib/clinics/names.ts';
import { buttonHtml, clinicOfButton, fileName } from '#lib/server/clinic-button.ts';
import type { PageServerLoad } from './$types';

/** For the web masters of a clinic: the HTML to copy, in both languages and looks. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const found = await clinicOfButton(locals, params.code);
  if (!found) error(404, 'not-found');
  const { clinic, is_closed } = found;
  const files = locales.flatMap((locale) =>
    LOOKS.map((look) => ({ code: clinic.code, look, locale, kind: 'svg' as const })),
  );
  return {
    clinic: { code: clinic.code, name: nameOf(clinic) },
    is_closed,
    buttons: is_closed
      ? []
      : files.map((file) => ({
          look: file.look,
          language: file.locale,
          html: buttonHtml(url.origin, file),
          picture: `/buttons/${fileName(file)}`,
          png: `${url.origin}/buttons/${fileName({ ...file, kind: 'png' })}`,
        })),
  };
};
