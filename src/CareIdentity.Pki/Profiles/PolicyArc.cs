using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Profiles;

/// <summary>
/// The operator's own arc of object identifiers, and what the service hangs below it: <c>arc.1</c> live and <c>arc.2</c> training, and
/// under each <c>.1</c> smartcard, <c>.2</c> Temporary Access Card, <c>.3</c> the service itself.
/// </summary>
/// <param name="Root">The arc assigned to the operator.</param>
public sealed record PolicyArc(ObjectIdentifier Root)
{
    /// <summary>
    /// A placeholder, to be replaced by configuration before live use: an arc below the enterprise number that RFC 5612 §2 reserves for
    /// documentation. Good enough for training, where nobody else reads it.
    /// </summary>
    public static PolicyArc Example { get; } = new(ObjectIdentifier.Parse("1.3.6.1.4.1.32473.1.100"));

    /// <summary>Smartcards of people who are themselves: the policy that signing in asks for.</summary>
    public ObjectIdentifier Smartcard(Realm realm) => Below(realm, 1);

    /// <summary>Cards lent for at most a day (decisions §5: marked as such in the certificate policy).</summary>
    public ObjectIdentifier TemporaryAccessCard(Realm realm) => Below(realm, 2);

    /// <summary>OCSP signers and other keys of the service.</summary>
    public ObjectIdentifier Service(Realm realm) => Below(realm, 3);

    /// <summary>Everything an issuing authority of this realm may assert.</summary>
    public IReadOnlyList<ObjectIdentifier> All(Realm realm) => [Smartcard(realm), TemporaryAccessCard(realm), Service(realm)];

    private ObjectIdentifier Below(Realm realm, int policy) => Root.Child(realm == Realm.Live ? 1 : 2, policy);
}
