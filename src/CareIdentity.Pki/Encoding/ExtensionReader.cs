namespace CareIdentity.Pki.Encoding;

/// <summary>Reads the values of the extensions of RFC 5280 §4.2; each method stands under its grammar.</summary>
internal static class ExtensionReader
{
    /// <summary>No list in an extension is longer: a bound on work, not a limit of the standard.</summary>
    private const int MostItems = 1024;

    // BasicConstraints ::= SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER (0..MAX) OPTIONAL } — §4.2.1.9
    public static BasicConstraints BasicConstraints(ReadOnlySpan<byte> value)
    {
        var reader = Only(value);
        var isAuthority = reader.NextIs(DerTag.Boolean) && (reader.ReadBoolean() ? true : throw Default("cA"));
        int? pathLength = reader.NextIs(DerTag.Integer) ? reader.ReadSmallNumber() : null;
        reader.RequireEnd();
        return new BasicConstraints(isAuthority, pathLength);
    }

    // KeyUsage ::= BIT STRING { digitalSignature (0), … decipherOnly (8) } — §4.2.1.3
    public static KeyUsages KeyUsage(ReadOnlySpan<byte> value)
    {
        var reader = new DerReader(value);
        var bits = reader.Span(reader.Read(DerTag.BitString));
        reader.RequireEnd();
        if (bits.Length is < 1 or > 3 || bits[0] > 7 || (bits.Length == 1 && bits[0] != 0))
        {
            throw new PkiFormatException("keyUsage is not a BIT STRING of at most nine bits (RFC 5280 §4.2.1.3).");
        }

        // X.690 §11.2.2: trailing zero bits of a named bit list are left out, so the last bit that is there is a one.
        if (bits.Length > 1 && (bits[^1] & ((1 << (bits[0] + 1)) - 1)) != 1 << bits[0])
        {
            throw new PkiFormatException("keyUsage ends in zero bits or sets unused ones (X.690 §11.2.2).");
        }

        var usages = KeyUsages.None;
        for (var bit = 0; bit < (bits.Length - 1) * 8; bit++)
        {
            if ((bits[1 + bit / 8] & (0x80 >> bit % 8)) != 0)
            {
                usages |= bit <= 8 ? (KeyUsages)(1 << bit) : throw new PkiFormatException("keyUsage sets a bit that RFC 5280 §4.2.1.3 does not know.");
            }
        }

        return usages;
    }

    // ExtKeyUsageSyntax ::= SEQUENCE SIZE (1..MAX) OF KeyPurposeId — §4.2.1.12
    public static ObjectIdentifier[] ExtendedKeyUsage(ReadOnlySpan<byte> value)
    {
        var reader = Only(value);
        var purposes = new List<ObjectIdentifier>(2);
        do
        {
            purposes.Add(ObjectIdentifier.FromContent(reader.Span(reader.ReadObjectIdentifier())));
            Bound(purposes.Count);
        }
        while (!reader.IsEmpty);
        return [.. purposes];
    }

    // SubjectKeyIdentifier ::= OCTET STRING — §4.2.1.2
    public static DerRange SubjectKeyIdentifier(ReadOnlySpan<byte> value)
    {
        var reader = new DerReader(value);
        var identifier = reader.Read(DerTag.OctetString);
        reader.RequireEnd();
        return identifier;
    }

    // AuthorityKeyIdentifier ::= SEQUENCE { keyIdentifier [0] OPTIONAL, authorityCertIssuer [1] OPTIONAL, authorityCertSerialNumber [2] OPTIONAL } — §4.2.1.1
    public static AuthorityKeyIdentifier AuthorityKeyIdentifier(ReadOnlyMemory<byte> value)
    {
        var reader = Only(value.Span);
        ReadOnlyMemory<byte>? identifier = reader.TryRead(DerTag.Context(0), out var key) ? key.Of(value) : (ReadOnlyMemory<byte>?)null;
        var issuer = reader.TryRead(DerTag.ContextConstructed(1), out _);
        var serial = reader.TryRead(DerTag.Context(2), out _);
        reader.RequireEnd();
        return new AuthorityKeyIdentifier(identifier, issuer, serial);
    }

    // certificatePolicies ::= SEQUENCE SIZE (1..MAX) OF SEQUENCE { policyIdentifier OID, policyQualifiers SEQUENCE OPTIONAL } — §4.2.1.4
    public static ObjectIdentifier[] Policies(ReadOnlySpan<byte> value)
    {
        var reader = Only(value);
        var policies = new List<ObjectIdentifier>(2);
        do
        {
            var policy = reader.EnterSequence();
            policies.Add(ObjectIdentifier.FromContent(reader.Span(policy.ReadObjectIdentifier())));
            policy.TryRead(DerTag.Sequence, out _);
            policy.RequireEnd();
            Bound(policies.Count);
        }
        while (!reader.IsEmpty);
        return [.. policies];
    }

    // PolicyMappings ::= SEQUENCE SIZE (1..MAX) OF SEQUENCE { issuerDomainPolicy, subjectDomainPolicy } — §4.2.1.5
    public static (ObjectIdentifier Issuer, ObjectIdentifier Subject)[] PolicyMappings(ReadOnlySpan<byte> value)
    {
        var reader = Only(value);
        var mappings = new List<(ObjectIdentifier, ObjectIdentifier)>(1);
        do
        {
            var pair = reader.EnterSequence();
            var issuer = ObjectIdentifier.FromContent(reader.Span(pair.ReadObjectIdentifier()));
            mappings.Add((issuer, ObjectIdentifier.FromContent(reader.Span(pair.ReadObjectIdentifier()))));
            pair.RequireEnd();
            Bound(mappings.Count);
        }
        while (!reader.IsEmpty);
        return [.. mappings];
    }

    // PolicyConstraints ::= SEQUENCE { requireExplicitPolicy [0] OPTIONAL, inhibitPolicyMapping [1] OPTIONAL } — §4.2.1.11
    public static PolicyConstraints PolicyConstraints(ReadOnlySpan<byte> value)
    {
        var reader = Only(value);
        int? require = reader.NextIs(DerTag.Context(0)) ? reader.ReadSmallNumber(DerTag.Context(0)) : null;
        int? inhibit = reader.NextIs(DerTag.Context(1)) ? reader.ReadSmallNumber(DerTag.Context(1)) : null;
        reader.RequireEnd();
        return require is null && inhibit is null
            ? throw new PkiFormatException("policyConstraints is empty (RFC 5280 §4.2.1.11).")
            : new PolicyConstraints(require, inhibit);
    }

    // InhibitAnyPolicy ::= INTEGER (0..MAX) — §4.2.1.14
    public static int InhibitAnyPolicy(ReadOnlySpan<byte> value)
    {
        var reader = new DerReader(value);
        var skip = reader.ReadSmallNumber();
        reader.RequireEnd();
        return skip;
    }

    // CRLDistributionPoints ::= SEQUENCE SIZE (1..MAX) OF SEQUENCE { distributionPoint [0] OPTIONAL, reasons [1] OPTIONAL, cRLIssuer [2] OPTIONAL } — §4.2.1.13
    // DistributionPointName ::= CHOICE { fullName [0] GeneralNames, nameRelativeToCRLIssuer [1] RelativeDistinguishedName }
    public static string[] DistributionPointUris(ReadOnlyMemory<byte> value)
    {
        var reader = Only(value.Span);
        var uris = new List<string>(1);
        do
        {
            var point = reader.EnterSequence();
            if (point.TryRead(DerTag.ContextConstructed(0), out var name))
            {
                var choice = reader.Inside(name);
                if (choice.TryRead(DerTag.ContextConstructed(0), out var fullName))
                {
                    AddUris(uris, GeneralNames(value, fullName));
                }
            }

            Bound(uris.Count);
        }
        while (!reader.IsEmpty);
        return [.. uris];
    }

    // AuthorityInfoAccessSyntax ::= SEQUENCE SIZE (1..MAX) OF SEQUENCE { accessMethod OID, accessLocation GeneralName } — §4.2.2.1
    public static (ObjectIdentifier Method, GeneralName Location)[] AuthorityInformationAccess(ReadOnlyMemory<byte> value)
    {
        var reader = Only(value.Span);
        var descriptions = new List<(ObjectIdentifier, GeneralName)>(2);
        do
        {
            var description = reader.EnterSequence();
            var method = ObjectIdentifier.FromContent(reader.Span(description.ReadObjectIdentifier()));
            descriptions.Add((method, GeneralName(ref description, value)));
            description.RequireEnd();
            Bound(descriptions.Count);
        }
        while (!reader.IsEmpty);
        return [.. descriptions];
    }

    // NameConstraints ::= SEQUENCE { permittedSubtrees [0] OPTIONAL, excludedSubtrees [1] OPTIONAL } — §4.2.1.10
    public static NameConstraints NameConstraints(ReadOnlyMemory<byte> value)
    {
        var reader = Only(value.Span);
        var permitted = reader.TryRead(DerTag.ContextConstructed(0), out var first) ? Subtrees(value, first) : [];
        var excluded = reader.TryRead(DerTag.ContextConstructed(1), out var second) ? Subtrees(value, second) : [];
        reader.RequireEnd();
        return permitted.Length + excluded.Length > 0
            ? new NameConstraints(permitted, excluded)
            : throw new PkiFormatException("nameConstraints is empty (RFC 5280 §4.2.1.10).");
    }

    // GeneralNames ::= SEQUENCE SIZE (1..MAX) OF GeneralName — §4.2.1.6
    public static GeneralName[] GeneralNames(ReadOnlyMemory<byte> value)
    {
        var reader = new DerReader(value.Span);
        var names = reader.Read(DerTag.Sequence);
        reader.RequireEnd();
        return GeneralNames(value, names);
    }

    private static GeneralName[] GeneralNames(ReadOnlyMemory<byte> value, DerRange range)
    {
        var reader = new DerReader(value.Span, range);
        var names = new List<GeneralName>(1);
        do
        {
            names.Add(GeneralName(ref reader, value));
            Bound(names.Count);
        }
        while (!reader.IsEmpty);
        return [.. names];
    }

    // GeneralSubtree ::= SEQUENCE { base GeneralName, minimum [0] DEFAULT 0, maximum [1] OPTIONAL } — §4.2.1.10: minimum is 0, maximum is absent
    private static GeneralName[] Subtrees(ReadOnlyMemory<byte> value, DerRange range)
    {
        var reader = new DerReader(value.Span, range);
        var bases = new List<GeneralName>(1);
        do
        {
            var subtree = reader.EnterSequence();
            bases.Add(GeneralName(ref subtree, value));
            subtree.RequireEnd();
            Bound(bases.Count);
        }
        while (!reader.IsEmpty);
        return [.. bases];
    }

    private static GeneralName GeneralName(ref DerReader reader, ReadOnlyMemory<byte> value)
    {
        var content = reader.ReadAny(out var tag);
        var kind = (GeneralNameKind)(tag & 0x1F);
        var constructed = kind is GeneralNameKind.OtherName or GeneralNameKind.X400Address or GeneralNameKind.DirectoryName or GeneralNameKind.EdiPartyName;
        if (kind > GeneralNameKind.RegisteredId || tag != (constructed ? DerTag.ContextConstructed((int)kind) : DerTag.Context((int)kind)))
        {
            throw new PkiFormatException("A GeneralName is none of the nine choices (RFC 5280 §4.2.1.6).");
        }

        // Name is itself a CHOICE, so [4] is explicit: its content is a whole Name.
        if (kind is GeneralNameKind.Rfc822Name or GeneralNameKind.DnsName or GeneralNameKind.Uri && !System.Text.Ascii.IsValid(content.Of(value.Span)))
        {
            throw new PkiFormatException("A GeneralName that is an IA5String is not ASCII (RFC 5280 §4.2.1.6).");
        }

        return new GeneralName(kind, content.Of(value));
    }

    private static void AddUris(List<string> uris, GeneralName[] names)
    {
        foreach (var name in names)
        {
            if (name.Kind == GeneralNameKind.Uri)
            {
                uris.Add(name.Text);
            }
        }
    }

    private static DerReader Only(ReadOnlySpan<byte> value)
    {
        var reader = new DerReader(value);
        var content = reader.EnterSequence();
        reader.RequireEnd();
        return content;
    }

    private static void Bound(int count)
    {
        if (count > MostItems)
        {
            throw new PkiFormatException("A list in an extension is too long.");
        }
    }

    private static PkiFormatException Default(string field) => new($"{field} writes out its default (X.690 §11.5).");
}
