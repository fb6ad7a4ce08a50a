/** A form that a passkey confirms: the question is fetched, the device answers, the answer travels with the form. */

type Question = Record<string, unknown> & { challenge: string };
type Known = { id: string; type: "public-key" };

function bytes(coded: string): ArrayBuffer {
  const plain = atob(coded.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0)).buffer;
}

function coded(buffer: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function descriptors(known: unknown): PublicKeyCredentialDescriptor[] {
  return ((known as Known[] | undefined) ?? []).map(({ id, type }) => ({ id: bytes(id), type }));
}

async function made(question: Question): Promise<PublicKeyCredential | null> {
  const user = question["user"] as { id: string; name: string; displayName: string };
  const publicKey = {
    ...question,
    challenge: bytes(question.challenge),
    user: { ...user, id: bytes(user.id) },
    excludeCredentials: descriptors(question["excludeCredentials"]),
  } as unknown as PublicKeyCredentialCreationOptions;
  return (await navigator.credentials.create({ publicKey })) as PublicKeyCredential | null;
}

async function signed(question: Question): Promise<PublicKeyCredential | null> {
  const publicKey = {
    ...question,
    challenge: bytes(question.challenge),
    allowCredentials: descriptors(question["allowCredentials"]),
  } as unknown as PublicKeyCredentialRequestOptions;
  return (await navigator.credentials.get({ publicKey })) as PublicKeyCredential | null;
}

/** What the server checks; only what it asks for leaves the device. */
function written(credential: PublicKeyCredential): string {
  const { response } = credential;
  const fields: Record<string, string> = { clientDataJSON: coded(response.clientDataJSON) };
  if (response instanceof AuthenticatorAttestationResponse) {
    fields["attestationObject"] = coded(response.attestationObject);
  } else if (response instanceof AuthenticatorAssertionResponse) {
    fields["authenticatorData"] = coded(response.authenticatorData);
    fields["signature"] = coded(response.signature);
  }
  const { id, type } = credential;
  return JSON.stringify({ id, rawId: coded(credential.rawId), type, response: fields, clientExtensionResults: {} });
}

class Unanswered extends Error {}

async function confirm(form: HTMLFormElement): Promise<string> {
  const token = new FormData(form).get("csrf_token");
  const body = new URLSearchParams({ csrf_token: String(token) });
  const answer = await fetch(form.dataset["passkey"] ?? "", { method: "POST", body });
  if (!answer.ok || answer.redirected) throw new Unanswered(answer.redirected ? "" : await answer.text());
  const question = (await answer.json()) as Question;
  const credential = "new" in form.dataset ? await made(question) : await signed(question);
  if (!credential) throw new Unanswered("");
  return written(credential);
}

function hidden(form: HTMLFormElement): HTMLInputElement {
  const found = form.querySelector<HTMLInputElement>("input[name=answer]");
  if (found) return found;
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "answer";
  form.append(field);
  return field;
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
  const fault = form.querySelector<HTMLElement>("[data-fault]");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (fault) fault.hidden = true;
    void confirm(form)
      .then((answer) => {
        hidden(form).value = answer;
        form.submit();
      })
      .catch((error: unknown) => {
        if (!fault) return;
        const said = error instanceof Unanswered ? error.message : "";
        fault.textContent = said || (form.dataset["unanswered"] ?? "");
        fault.hidden = false;
      });
  });
}
