namespace CareIdentity.Cards.Workstation.WebEid;

/// <summary>Signature algorithms of a token that cards of ours can make (RFC 7518 §3.3, §3.4); the names are those of the token.</summary>
public enum WebEidAlgorithm
{
    ES256,
    ES384,
    RS256,
}
