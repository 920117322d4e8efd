// The passkey exchange: the server speaks JSON with base64url, the browser speaks bytes.

export interface OptionsCreation {
  publicKey: Omit<PublicKeyCredentialCreationOptions, "challenge" | "user" | "excludeCredentials"> & {
    challenge: string;
    user: { id: string; name: string; displayName: string };
    excludeCredentials?: { id: string; type: "public-key" }[];
  };
}

export interface OptionsUsage {
  publicKey: Omit<PublicKeyCredentialRequestOptions, "challenge" | "allowCredentials"> & {
    challenge: string;
    allowCredentials?: { id: string; type: "public-key" }[];
  };
}

export function versOctets(base64url: string): Uint8Array<ArrayBuffer> {
  const binaire = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binaire, (lettre) => lettre.charCodeAt(0));
}

export function versBase64url(octets: ArrayBuffer): string {
  const binaire = String.fromCharCode(...new Uint8Array(octets));
  return btoa(binaire).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const avecOctets = (cles: { id: string; type: "public-key" }[] = []): PublicKeyCredentialDescriptor[] =>
  cles.map((cle) => ({ ...cle, id: versOctets(cle.id) }));

export async function creer({ publicKey }: OptionsCreation): Promise<object> {
  const cle = (await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: versOctets(publicKey.challenge),
      user: { ...publicKey.user, id: versOctets(publicKey.user.id) },
      excludeCredentials: avecOctets(publicKey.excludeCredentials),
      // A passkey opens the account by itself: it lives on the device and asks for the finger, the face or the PIN.
      authenticatorSelection: {
        ...publicKey.authenticatorSelection,
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      },
    },
  })) as PublicKeyCredential;
  const reponse = cle.response as AuthenticatorAttestationResponse;
  return {
    ...commun(cle),
    response: {
      clientDataJSON: versBase64url(reponse.clientDataJSON),
      attestationObject: versBase64url(reponse.attestationObject),
      transports: reponse.getTransports?.() ?? [],
    },
  };
}

export async function utiliser({ publicKey }: OptionsUsage): Promise<object> {
  const cle = (await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: versOctets(publicKey.challenge),
      allowCredentials: avecOctets(publicKey.allowCredentials),
    },
  })) as PublicKeyCredential;
  const reponse = cle.response as AuthenticatorAssertionResponse;
  return {
    ...commun(cle),
    response: {
      clientDataJSON: versBase64url(reponse.clientDataJSON),
      authenticatorData: versBase64url(reponse.authenticatorData),
      signature: versBase64url(reponse.signature),
      userHandle: reponse.userHandle === null ? null : versBase64url(reponse.userHandle),
    },
  };
}

function commun(cle: PublicKeyCredential): object {
  return {
    id: cle.id,
    rawId: versBase64url(cle.rawId),
    type: cle.type,
    authenticatorAttachment: cle.authenticatorAttachment,
    clientExtensionResults: cle.getClientExtensionResults(),
  };
}
