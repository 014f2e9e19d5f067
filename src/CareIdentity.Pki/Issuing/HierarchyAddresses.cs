namespace CareIdentity.Pki.Issuing;

/// <summary>
/// Where the certificate of an issuing authority says that its root's revocation list and certificate are fetched, and its own status
/// asked: not below an offline root, which has nobody to answer for it.
/// </summary>
public sealed record HierarchyAddresses(Uri RootCrl, Uri RootCertificate, Uri? Ocsp);
