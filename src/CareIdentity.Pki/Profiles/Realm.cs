namespace CareIdentity.Pki.Profiles;

/// <summary>Live and training have different roots and different policies; a certificate of one is worth nothing in the other.</summary>
public enum Realm
{
    Live,
    Training,
}
