import type { Locale } from '@otklik/i18n';
import type { Actor } from '@otklik/kernel';
import type { KeptForm } from '#lib/server/kept-words.ts';
import type { WebServices } from '#lib/server/services.ts';
import type { View } from '#lib/view.ts';

declare global {
  namespace App {
    interface Error {
      message: string;
      /** Told to the person on a failure, found in the log. */
      request_id?: string;
      /** What was written in a form that was refused with an error page. */
      kept?: KeptForm;
    }
    interface Locals {
      locale: Locale;
      view: View;
      services: WebServices;
      request_id: string;
      /** Who is asking; set by the server's hook. */
      actor: Actor;
      /** For the header: somebody is signed in; somebody who has a desk. */
      is_signed_in?: boolean;
      is_staff?: boolean;
    }
  }
}
