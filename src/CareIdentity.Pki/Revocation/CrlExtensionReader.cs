using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Revocation;

/// <summary>Reads the extensions of a list (RFC 5280 §5.2) and of an entry (§5.3).</summary>
internal static class CrlExtensionReader
{
    // crlExtensions [0] EXPLICIT Extensions OPTIONAL
    public static CrlScope Read(ref DerReader tbs, ReadOnlyMemory<byte> der)
    {
        var scope = new CrlScope();
        if (!tbs.TryRead(DerTag.ContextConstructed(0), out var range))
        {
            return scope;
        }

        var explicitTag = tbs.Inside(range);
        var list = explicitTag.EnterSequence();
        explicitTag.RequireEnd();
        do
        {
            var (type, critical, value) = ReadExtension(ref list);
            scope = Add(scope, new CertificateExtension(type.Of(der), critical, value.Of(der)));
        }
        while (!list.IsEmpty);
        return scope;
    }

    /// <summary>The reason of an entry; unspecified when none is given (§5.3.1). An entry with an unknown critical extension is malformed for us.</summary>
    public static RevocationReason Reason(ref DerReader entry)
    {
        var reason = RevocationReason.Unspecified;
        if (!entry.TryRead(DerTag.Sequence, out var range))
        {
            return reason;
        }

        var list = entry.Inside(range);
        do
        {
            var (type, critical, value) = ReadExtension(ref list);
            if (list.Span(type).SequenceEqual(Oids.ReasonCode.Content))
            {
                var inner = list.Inside(value);
                reason = (RevocationReason)inner.ReadSmallNumber(DerTag.Enumerated);
                inner.RequireEnd();
                if (!Enum.IsDefined(reason))
                {
                    throw new PkiFormatException("The reason of an entry is none of RFC 5280 §5.3.1.");
                }
            }
            else if (critical)
            {
                throw new PkiFormatException("An entry of the revocation list has a critical extension that is not known (RFC 5280 §5.3).");
            }
        }
        while (!list.IsEmpty);
        return reason;
    }

    private static (DerRange Type, bool Critical, DerRange Value) ReadExtension(ref DerReader list)
    {
        var extension = list.EnterSequence();
        var type = extension.ReadObjectIdentifier();
        var critical = extension.NextIs(DerTag.Boolean) && extension.ReadBoolean();
        var value = extension.Read(DerTag.OctetString);
        extension.RequireEnd();
        return (type, critical, value);
    }

    private static CrlScope Add(CrlScope scope, CertificateExtension extension)
    {
        if (extension.Is(Oids.AuthorityKeyIdentifier))
        {
            return scope with { Authority = ExtensionReader.AuthorityKeyIdentifier(extension.Value) };
        }

        if (extension.Is(Oids.CrlNumber))
        {
            var reader = new DerReader(extension.Value.Span);
            var number = reader.ReadInteger().Of(extension.Value);
            reader.RequireEnd();
            // §5.2.3: not critical, and at most twenty octets.
            return scope with { Number = extension.IsCritical || number.Length > 20 ? (ReadOnlyMemory<byte>?)null : number };
        }

        return extension.Is(Oids.IssuingDistributionPoint) ? AddPoint(scope, extension.Value) : scope with { IsForeign = scope.IsForeign || extension.IsCritical };
    }

    // IssuingDistributionPoint — §5.2.5: [0] name, [1] only user certificates, [2] only authorities, [3] some reasons, [4] indirect, [5] attribute certificates
    private static CrlScope AddPoint(CrlScope scope, ReadOnlyMemory<byte> value)
    {
        var outer = new DerReader(value.Span);
        var point = outer.EnterSequence();
        outer.RequireEnd();
        string? shard = null;
        if (point.TryRead(DerTag.ContextConstructed(0), out var name))
        {
            var choice = point.Inside(name);
            if (choice.TryRead(DerTag.ContextConstructed(0), out var fullName))
            {
                var uri = point.Inside(fullName).Read(DerTag.Context((int)GeneralNameKind.Uri));
                shard = System.Text.Encoding.ASCII.GetString(uri.Of(value.Span));
            }
        }

        var users = point.TryRead(DerTag.Context(1), out _);
        var authorities = point.TryRead(DerTag.Context(2), out _);
        // Whatever follows makes it a list that does not speak for all reasons, or speaks for other issuers: none of ours.
        return scope with { Shard = shard, OnlyEndEntities = users, OnlyAuthorities = authorities, IsForeign = scope.IsForeign || !point.IsEmpty };
    }
}
