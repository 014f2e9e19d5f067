using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Validation;

/// <summary>Asks whoever keeps the register whether a certificate is revoked at this time; answers from its own records, never from the network.</summary>
public delegate RevocationState RevocationCheck(ParsedCertificate certificate, ParsedCertificate issuer, DateTimeOffset at);
