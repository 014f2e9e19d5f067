using System.Reflection.Metadata;

namespace CareIdentity.Tests.Architecture;

/// <summary>Tells of each type that the arguments of an attribute name.</summary>
internal sealed class AttributeTypes(Action<CodeType?> found, TypeNames names) : ICustomAttributeTypeProvider<string>
{
    private const string SystemType = "System.Type";

    public string GetTypeFromSerializedName(string name)
    {
        found(names.OfSerialized(name));
        return names.Qualified(name);
    }

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Tell(handle);

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => Tell(handle);

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

    public string GetSystemType() => SystemType;

    public string GetSZArrayType(string elementType) => elementType;

    public bool IsSystemType(string type) => type == SystemType;

    /// <summary>The value of an enum is written in its own size, which only the enum knows.</summary>
    public PrimitiveTypeCode GetUnderlyingEnumType(string type) =>
        Enum.Parse<PrimitiveTypeCode>(Type.GetType(type, throwOnError: true)!.GetEnumUnderlyingType().Name);

    private string Tell(EntityHandle handle)
    {
        found(names.Of(handle));
        return names.Of(handle) is { Namespace: "System", Name: "Type" } ? SystemType : names.Reflected(handle);
    }
}
