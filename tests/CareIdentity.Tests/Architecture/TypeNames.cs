using System.Reflection.Metadata;

namespace CareIdentity.Tests.Architecture;

/// <summary>Names of types out of handles: the outermost type, because that is what stands in a room.</summary>
internal sealed class TypeNames(MetadataReader metadata)
{
    private readonly string own = metadata.GetString(metadata.GetAssemblyDefinition().Name);

    public CodeType? Of(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeDefinition when !handle.IsNil => OfDefinition((TypeDefinitionHandle)handle),
        HandleKind.TypeReference when !handle.IsNil => OfReference((TypeReferenceHandle)handle),
        _ => null,
    };

    /// <summary>As an attribute writes the argument of <c>typeof</c>: <c>Namespace.Outer+Inner`1[[…]], Assembly, Version=…</c>.</summary>
    public CodeType OfSerialized(string name)
    {
        var bracket = name.IndexOf('[', StringComparison.Ordinal);
        var bare = (bracket < 0 ? name : name[..bracket] + name[(name.LastIndexOf(']') + 1)..]).Split(',', StringSplitOptions.TrimEntries);
        var full = bare[0].Split('+')[0];
        var dot = full.LastIndexOf('.');
        return new CodeType(bare.Length > 1 ? bare[1] : own, dot < 0 ? "" : full[..dot], full[(dot + 1)..]);
    }

    /// <summary>As <see cref="Type.GetType(string)"/> wants it, nested types and all.</summary>
    public string Reflected(EntityHandle handle) => Qualified(Path(handle), Of(handle)!.Assembly);

    public string Qualified(string name, string? assembly = null) => name.Contains(", ", StringComparison.Ordinal) ? name : $"{name}, {assembly ?? own}";

    private string Path(EntityHandle handle)
    {
        if (handle.Kind is HandleKind.TypeDefinition)
        {
            var type = metadata.GetTypeDefinition((TypeDefinitionHandle)handle);
            return type.GetDeclaringType() is { IsNil: false } outer
                ? $"{Path(outer)}+{metadata.GetString(type.Name)}"
                : $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
        }

        var reference = metadata.GetTypeReference((TypeReferenceHandle)handle);
        return reference.ResolutionScope.Kind is HandleKind.TypeReference
            ? $"{Path(reference.ResolutionScope)}+{metadata.GetString(reference.Name)}"
            : $"{metadata.GetString(reference.Namespace)}.{metadata.GetString(reference.Name)}";
    }

    private CodeType OfDefinition(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? OfDefinition(outer)
            : new CodeType(own, metadata.GetString(type.Namespace), metadata.GetString(type.Name));
    }

    private CodeType OfReference(TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return type.ResolutionScope.Kind switch
        {
            HandleKind.TypeReference => OfReference((TypeReferenceHandle)type.ResolutionScope),
            HandleKind.AssemblyReference => new CodeType(
                metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name),
                metadata.GetString(type.Namespace),
                metadata.GetString(type.Name)),
            _ => new CodeType(own, metadata.GetString(type.Namespace), metadata.GetString(type.Name)),
        };
    }
}
