namespace CareIdentity.Pki.Profiles;

/// <summary>What a certificate is for; each has one <see cref="ProfileFamily"/>.</summary>
public enum CertificatePurpose
{
    /// <summary>Slot 9A of a smartcard: signing in.</summary>
    CardAuthentication,

    /// <summary>Slot 9C of a smartcard: signing documents, with the passcode every time.</summary>
    CardSigning,

    /// <summary>Answering for the status of one issuing authority's certificates.</summary>
    OcspSigning,

    /// <summary>A server of the operator's own.</summary>
    ServiceTls,

    /// <summary>Documents and receipts that the service itself signs.</summary>
    ServiceSigning,

    /// <summary>An authority that issues to cards and services, below the root.</summary>
    IssuingAuthority,

    /// <summary>The offline root.</summary>
    RootAuthority,
}
