using System.Reflection.Metadata;

namespace CareIdentity.Tests.Architecture;

/// <summary>Tells of each type that the arguments of an attribute name.</summary>
internal sealed class AttributeTypes(Action<CodeType?> found, TypeNames names) : ICustomAttributeTypeProvider<string>
{
    public string GetTypeFromSerializedName(string name)
    {
        found(names.OfSerialized(name));
        return name;
    }

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Tell(names.Of(handle));

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => Tell(names.Of(handle));

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

    public string GetSystemType() => "System.Type";

    public string GetSZArrayType(string elementType) => elementType;

    public bool IsSystemType(string type) => type == "System.Type";

    /// <summary>An enum's own size cannot be read from here. Ours are all of 32 bits.</summary>
    public PrimitiveTypeCode GetUnderlyingEnumType(string type) => PrimitiveTypeCode.Int32;

    private string Tell(CodeType? type)
    {
        found(type);
        return type?.ToString() ?? "";
    }
}
