namespace CareIdentity.Pki.Ocsp;

/// <summary>One SingleResponse to be written: about whom, what is known, and how long it may be relied on (RFC 6960 §4.2.1).</summary>
public readonly record struct OcspAnswer(CertId CertId, OcspStatus Status, DateTimeOffset ThisUpdate, DateTimeOffset NextUpdate);
